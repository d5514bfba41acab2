import { DEFAULT_MATCHING } from '../../../src/contract/matching.js';
import { vi } from 'vitest';

import type { SyncMetrics } from '../../../src/contract/sync-metrics.js';
import type { GuardFinding, RunFigures } from '../../../src/contract/guards.js';
import type { ReadReport, Run, RunMode, RunProgress } from '../../../src/contract/run.js';
import type { Job } from '../../../src/processes/job.js';
import type { ApprovalNeed } from '../../../src/contract/approval.js';
import { runCounts } from '../../../src/contract/change-kinds.js';
import { SyncError } from '../../../src/contract/sync-error.js';
import type { DirectoryUser, Entry } from '../../../src/mapping/directory-user.js';
import type { EntryProblem } from '../../../src/mapping/directory-user.js';
import { ApprovalSettings } from '../../../src/settings/schema/approval-settings.js';
import { BatchSyncSettings } from '../../../src/settings/schema/batch-sync-settings.js';
import { sectionHashes } from '../../../src/settings/section-hashes.js';
import { LimitsSettings } from '../../../src/settings/schema/limits-settings.js';
import type { DirectoryRead } from '../../../src/engine/ports/directory-reader.js';
import type { Evidence } from '../../../src/engine/ports/plan-evidence.js';
import { type LeasedRun, type RunAbort, type RunStop, RunStore } from '../../../src/engine/ports/run-store.js';
import type { RunHistory } from '../../../src/engine/ports/run-history.js';
import { RunMetrics } from '../../../src/engine/run-metrics.service.js';
import type { RunInput } from '../../../src/engine/run-input.js';
import { RunExecutor } from '../../../src/engine/run-executor.service.js';
import { RunApproval } from '../../../src/engine/approval/run-approval.service.js';
import type { SettingsChanges } from '../../../src/engine/approval/settings-changes.service.js';
import { PlanGuards } from '../../../src/engine/guards/plan-guards.service.js';
import { PlanSources } from '../../../src/engine/planning/plan-sources.service.js';
import { ReadPlanSource } from '../../../src/engine/planning/read-plan-source.service.js';
import { RevertPlanSource } from '../../../src/engine/planning/revert-plan-source.service.js';
import type { SharedStableId } from '../../../src/engine/ports/read-store.js';
import { MovedEntries } from '../../../src/engine/read/moved-entries.service.js';
import { ReadRestarts } from '../../../src/engine/read/read-restarts.service.js';
import { ReadStager } from '../../../src/engine/read/read-stager.service.js';
import { FakeDirectoryReader } from './fake-directory-reader.js';
import { FakeSettingsChanges } from './fake-settings-changes.js';
import { FakeSpace } from './fake-space.js';
import { FakeUsersTable } from './fake-users-table.js';
import { FakePlanApplier, FakePlanner } from './fake-planner.js';
import { FakeGuardHistory, quietRun } from './fake-guard-history.js';
import { sourceOf } from '../../services/source-of.js';
import { FakePlanEvidence } from './fake-plan-evidence.js';
import { FakeReadStore } from './fake-read-store.js';
import { FakeRevertPlanner } from './fake-revert-planner.js';

const JOB: Job = {
  name: 'LDAPAddonBatchSync',
  symbolicName: 'LDAPAddonBatchSync',
  dataPool: 'default',
  settingKey: 'key',
};

export { quietRun };

export function anEntry(name: string, attributes: Entry['attributes'] = { uid: [name] }): Entry {
  return { dn: `uid=${name},dc=example`, stableId: `id-${name}`, attributes };
}

export function aRunInput(): RunInput {
  const mapping = [{ attribute: 'uid', field: 'userName', required: true }] as const;
  return {
    runId: 'run-1',
    job: JOB,
    ...sourceOf({ urls: ['ldap://127.0.0.1'], baseDn: 'dc=example' }),
    settingsVersion: 1,
    dataPoolVersion: 1,
    mapping,
    matching: DEFAULT_MATCHING,
    matchingOtherPools: false,
    releasedName: '{value}.former',
    decisionTable: [],
    settingsShape: '',
    limits: new LimitsSettings(),
    request: { trigger: 'manual', startedBy: null },
    approval: new ApprovalSettings(),
    sections: sectionHashes(new BatchSyncSettings()),
    chunkSize: 2,
  };
}

/** A run executor with fake ports, and a record of the calls that it makes. */
export class RunFixture {
  readonly calls: string[] = [];
  readonly stored: DirectoryUser[] = [];
  readonly rejected: EntryProblem[] = [];
  readonly excluded: string[] = [];
  abort: RunAbort | undefined;
  evidence: Partial<Evidence> = {};
  past: readonly RunFigures[] = [];
  findings: readonly GuardFinding[] | undefined;
  /** Number of applied changes in the last progress report. */
  reportedApplied: number | undefined;
  mode: RunMode = 'apply';
  /** DN of the only entry. */
  only: string | null = null;
  readOnly: string | null | undefined;
  isQueued = true;
  changes: SettingsChanges = { isFirst: true, sections: [], authors: [], areAuthorsKnown: true };
  approvalNeed: ApprovalNeed | undefined;
  isApproved = false;
  isEveryoneStopped = false;

  pages: readonly (readonly Entry[])[] = [[anEntry('ada'), anEntry('grace')]];
  readError: unknown;
  /** Where the reads break off, in their order; afterwards they succeed. */
  interruptions: DirectoryRead['interruption'][] = [];
  /** The first server of each read. */
  readonly servers: (string | undefined)[] = [];
  readReport: Partial<ReadReport> = {};
  /** How many of the entries the read contains again. */
  repeated = 0;
  /** Entries that moved, so that the directory has them under the last DN only. */
  shared: readonly SharedStableId[] = [];
  /** Of the read that was planned. */
  planned: ReadReport | undefined;
  planError: unknown;
  applyError: unknown;
  completeError: unknown;
  reportError: unknown;
  /** How often there is space before the disk is full. */
  spaceChecks = Infinity;
  onChunk: () => void = () => undefined;
  onPlan: () => void = () => undefined;
  /** Called after each page with the number of users stored so far. */
  onFlush: (stored: number) => void = () => undefined;
  readonly shutdown = new AbortController();
  readonly restarts = Object.assign(new ReadRestarts(), { delays: [0, 0] });
  readonly progress: Pick<RunProgress, 'read' | 'applied' | 'total'>[] = [];
  readonly metrics = {
    runFinished: vi.fn<SyncMetrics['runFinished']>(),
    stageFinished: vi.fn<SyncMetrics['stageFinished']>(),
    directoryRequest: vi.fn<SyncMetrics['directoryRequest']>(),
    directoryError: vi.fn<SyncMetrics['directoryError']>(),
  } satisfies SyncMetrics;

  run(input = aRunInput()): Promise<Run | undefined> {
    return this.executor().run(input, this.shutdown.signal);
  }

  abortQueued(error: SyncError): Promise<Run | undefined> {
    return this.executor().abortQueued('run-1', JOB, error);
  }

  private executor(): RunExecutor {
    const metrics = new RunMetrics({ metrics: this.metrics });
    const space = new FakeSpace(this);
    const stager = new ReadStager(new FakeUsersTable(), metrics, space);
    const [directory, reads, planner] = [new FakeDirectoryReader(this), new FakeReadStore(this), new FakePlanner(this)];
    const guards = new PlanGuards(new FakePlanEvidence(this), directory, new FakeGuardHistory(this));
    const moved = new MovedEntries({ find: async () => ({ asked: [], entries: [], refusal: null }) });
    return new RunExecutor(
      new FakeRunStore(this),
      new PlanSources(
        new ReadPlanSource(directory, reads, stager, this.restarts, moved, planner, guards, metrics, space),
        new RevertPlanSource(new FakeRevertPlanner(this.calls), guards, metrics, space),
      ),
      new RunApproval(new FakeSettingsChanges(this), {
        isStopped: async () => this.isEveryoneStopped,
      } as unknown as RunHistory),
      new FakePlanApplier(this),
      metrics,
      space,
    );
  }

  endedRun(status: Run['status'], end?: RunAbort): Run {
    this.calls.push(status);
    this.abort = end;
    return {
      id: 'run-1',
      job: JOB.name,
      symbolicName: 'LDAPAddonBatchSync',
      mode: this.mode,
      trigger: 'manual',
      startedBy: null,
      status,
      counts: runCounts(),
      reason: end ? { code: end.code, params: end.params } : null,
      readReport: end?.readReport ?? null,
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
      startedAt: new Date(),
      endedAt: new Date(),
    };
  }
}

const unexpectedCall = () => Promise.reject(new Error('unexpected call'));

class FakeRunStore extends RunStore {
  constructor(private readonly fixture: RunFixture) {
    super();
  }

  queue = unexpectedCall;
  approve = unexpectedCall;
  cancel = unexpectedCall;
  resume = unexpectedCall;
  planState = unexpectedCall;
  isCancelRequested = async () => false;

  interruptible<T>(_run: LeasedRun, _signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    return work();
  }

  acquire(runId: string, job: Job): Promise<LeasedRun | undefined> {
    if (!this.fixture.isQueued) return Promise.resolve(undefined);
    this.fixture.calls.push('acquire');
    const { mode } = this.fixture;
    const progress = { read: 0, applied: 0, total: null };
    const { isApproved, only } = this.fixture;
    return Promise.resolve({ id: runId, job, mode, only, fence: 1, isApproved, progress });
  }

  async report(_run: LeasedRun, progress: Pick<RunProgress, 'read' | 'applied' | 'total'>): Promise<void> {
    this.fixture.progress.push(progress);
    this.fixture.reportedApplied = progress.applied;
    if (this.fixture.reportError) throw this.fixture.reportError;
  }

  stop(_run: LeasedRun, { findings, ...reason }: RunStop): Promise<Run> {
    this.fixture.findings = findings;
    return Promise.resolve(this.fixture.endedRun('stopped', { status: 'stopped', ...reason }));
  }

  finishAsPlan(_run: LeasedRun, findings?: readonly GuardFinding[]): Promise<Run> {
    this.fixture.findings = findings;
    return Promise.resolve(this.fixture.endedRun('planned'));
  }

  awaitApproval(_run: LeasedRun, need: ApprovalNeed): Promise<Run> {
    this.fixture.approvalNeed = need;
    return Promise.resolve(this.fixture.endedRun('planned'));
  }

  async complete(): Promise<Run> {
    if (this.fixture.completeError) throw this.fixture.completeError;
    return this.fixture.endedRun('succeeded');
  }

  abort(_run: LeasedRun, end: RunAbort): Promise<Run> {
    return Promise.resolve(this.fixture.endedRun(end.status, end));
  }

  recover = async () => [];
}

export const leaseLost = () => new SyncError('RUN_LEASE_LOST');
