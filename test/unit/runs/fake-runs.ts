import { runCounts } from '../../../src/contract/change-kinds.js';
import type { GuardFinding } from '../../../src/contract/guards.js';
import type { PersonNotSeen } from '../../../src/contract/people-not-seen.js';
import type { Change, Page, Problem, RunSummary } from '../../../src/contract/run-rows.js';
import type { UserChange } from '../../../src/contract/user-changes.js';
import type { PlanState, Run, StoredProgress } from '../../../src/contract/run.js';
import { type AppliedSettings, RunHistory } from '../../../src/engine/ports/run-history.js';
import {
  type LeasedRun,
  type PlanApproval,
  type PlanResumption,
  type RunRequest,
  RunStore,
} from '../../../src/engine/ports/run-store.js';
import { JOB } from './job-fixture.js';

const unexpectedCall = () => Promise.reject(new Error('unexpected call'));

export class FakeRunStore extends RunStore {
  readonly requests: RunRequest[] = [];
  readonly approvals: PlanApproval[] = [];
  readonly cancelled = new Set<string>();
  queueError: unknown;
  isTickQueued = false;
  stillQueued: readonly Run[] = [];

  interruptible<T>(_run: unknown, _signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    return work();
  }

  async queue(request: RunRequest): Promise<Run | undefined> {
    if (this.queueError) throw this.queueError;
    if (this.isTickQueued) return undefined;
    this.requests.push(request);
    return aRun({
      id: `run-${this.requests.length}`,
      job: request.job.name,
      mode: request.mode,
      only: request.only ?? null,
      trigger: request.trigger,
      status: 'queued',
    });
  }

  async approve(approval: PlanApproval): Promise<Run> {
    if (this.queueError) throw this.queueError;
    this.approvals.push(approval);
    return aRun({ id: approval.runId, status: 'queued' });
  }

  readonly resumptions: PlanResumption[] = [];
  resume = async (resumption: PlanResumption): Promise<Run> => {
    this.resumptions.push(resumption);
    return aRun({ id: resumption.runId, status: 'queued' });
  };

  state: PlanState = { next: null, stale: null };
  planState = () => Promise.resolve(this.state);

  async cancel(runId: string): Promise<Run> {
    this.cancelled.add(runId);
    return aRun({ id: runId });
  }

  async isCancelRequested(runId: string): Promise<boolean> {
    return this.cancelled.has(runId);
  }

  acquire(): Promise<LeasedRun | undefined> {
    return Promise.resolve(undefined);
  }

  report = async () => undefined;

  finishAsPlan = unexpectedCall;
  awaitApproval = unexpectedCall;
  stop(): Promise<Run> {
    return Promise.reject(new Error('unexpected call'));
  }

  complete = unexpectedCall;
  abort = unexpectedCall;
  recover(): Promise<readonly Run[]> {
    return Promise.resolve(this.stillQueued);
  }
}

export class FakeRunHistory extends RunHistory {
  storedRun: Run | undefined;
  runProgress: StoredProgress | undefined;
  lastGoodRun: Run | undefined;

  newest(): Promise<Run | undefined> {
    return Promise.resolve(this.storedRun);
  }

  newestOf = async () => this.storedRun?.id;
  isStopped = async () => false;
  newestReads = async () => (await this.runs()).items;

  lastGood(): Promise<Run | undefined> {
    return Promise.resolve(this.lastGoodRun);
  }

  applied: AppliedSettings | undefined;
  waitingRun: Run | undefined;

  lastApplied(): Promise<AppliedSettings | undefined> {
    return Promise.resolve(this.applied);
  }

  waiting(): Promise<Run | undefined> {
    return Promise.resolve(this.waitingRun);
  }

  kept: unknown;

  unsavedSettings(): Promise<unknown> {
    return Promise.resolve(this.kept);
  }

  hasApplied(): Promise<boolean> {
    return Promise.resolve(true);
  }

  isSelected = true;
  hasSelected = async () => this.isSelected;
  fieldsOf = async () => ['email', 'title'];

  revertsOf(): Promise<readonly Run[]> {
    return Promise.resolve([]);
  }

  restorableUsers = { count: 0, anyId: null as string | null };
  shape: string | null = null;
  readonly earlier = new Map<string, Run>();

  restorable = async () => this.restorableUsers;
  shapeOf = async () => this.shape;

  runs(): Promise<Page<Run>> {
    return Promise.resolve({ items: this.storedRun ? [this.storedRun] : [], nextCursor: null });
  }

  run(id?: string): Promise<Run | undefined> {
    return Promise.resolve(this.earlier.get(id ?? '') ?? this.storedRun);
  }

  progress(): Promise<StoredProgress | undefined> {
    return Promise.resolve(this.runProgress);
  }

  changes(): Promise<Page<Change>> {
    return Promise.resolve({ items: [], nextCursor: null });
  }

  findings(): Promise<readonly GuardFinding[]> {
    return Promise.resolve([]);
  }

  problems(): Promise<Page<Problem>> {
    return Promise.resolve({ items: [], nextCursor: null });
  }

  notSeen(): Promise<Page<PersonNotSeen>> {
    return Promise.resolve({ items: [], nextCursor: null });
  }

  summary(): Promise<RunSummary> {
    return Promise.resolve({ kinds: [], fields: [], patterns: [], problems: [] });
  }

  problemGroups = async () => [];

  ofUser(): Promise<Page<UserChange>> {
    return Promise.resolve({ items: [], nextCursor: null });
  }
}

export function aRun(changes: Partial<Run> = {}): Run {
  return {
    id: 'run-1',
    job: JOB,
    symbolicName: JOB,
    mode: 'apply',
    trigger: 'manual',
    startedBy: null,
    status: 'succeeded',
    counts: runCounts(),
    reason: null,
    readReport: null,
    hash: null,
    approvalNeed: null,
    approval: null,
    cancellation: null,
    reverts: null,
    decision: null,
    resumption: null,
    withUnsavedSettings: false,
    only: null,
    queuedAt: new Date(),
    startedAt: null,
    endedAt: null,
    ...changes,
  };
}
