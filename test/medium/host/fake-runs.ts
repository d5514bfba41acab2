import { randomUUID } from 'node:crypto';

import {
  type GuardFinding,
  type ApprovalRequest,
  BatchSyncRuns,
  type Change,
  type ChangeFilter,
  type Page,
  type PeopleNotSeenRequest,
  type PersonNotSeen,
  type PlanState,
  type Problem,
  type ProblemFilter,
  type RevertRequest,
  type RowsRequest,
  type Run,
  type RunProgress,
  type RunSummary,
  SyncError,
  type UserChange,
} from '../../../src/index.js';
import { NAME, UNKNOWN_ID } from './fake-names.js';

export function aRun(part: Partial<Run> = {}): Run {
  const counts = {
    read: 2,
    created: 1,
    updated: 0,
    activated: 0,
    unchanged: 0,
    problems: 1,
    inactive: 0,
    notSeen: 0,
    pinned: 0,
    incomplete: 0,
    released: 0,
  };
  const [queuedAt, startedAt, endedAt] = [new Date(1), new Date(2), new Date(3)];
  const base = {
    job: NAME,
    symbolicName: NAME,
    mode: 'apply',
    trigger: 'manual',
    startedBy: 'admin',
    status: 'succeeded',
  } as const;
  return {
    id: randomUUID(),
    ...base,
    counts,
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
    queuedAt,
    startedAt,
    endedAt,
    ...part,
  };
}

const page = <T>(...items: T[]): Page<T> => ({ items, nextCursor: null });

/** Runs with prepared responses. */
export class FakeRuns extends BatchSyncRuns {
  conflictingRun: Run | undefined;
  readonly known = new Map<string, Run>();
  steps: RunProgress[] = [];
  /** Whether `progress` continues until it is aborted. */
  endless = false;
  watchers = 0;
  askedFor: RowsRequest & ChangeFilter & ProblemFilter = {};
  startedWith: unknown;

  takeRuns = async () => {};

  async start(_name: string, request: unknown) {
    if (this.conflictingRun) throw new SyncError('RUN_IN_PROGRESS', { params: { runId: this.conflictingRun.id } });
    this.startedWith = request;
    return this.add(aRun({ status: 'queued' }));
  }

  approvedWith: unknown;

  async approve(runId: string, request: ApprovalRequest) {
    const plan = await this.get(runId);
    if (plan.hash !== request.hash) throw new SyncError('HASH_DIFFERS', { params: { runId } });
    this.approvedWith = request;
    const approval = { by: request.approvedBy, at: new Date(4), reason: request.reason };
    return this.add({ ...plan, mode: 'apply', status: 'queued', approval });
  }

  async cancel(runId: string, by: string | null) {
    const run = await this.get(runId);
    if (run.endedAt) throw new SyncError('RUN_ENDED', { params: { runId } });
    return this.add({ ...run, cancellation: { by, at: new Date(5) } });
  }

  revertedWith: unknown;

  async revert(runId: string, { users, fields, reason, ...request }: RevertRequest) {
    const { id } = await this.get(runId);
    this.revertedWith = { users, fields, reason, ...request };
    const reverts = { runId: id, users: users ?? null, fields: fields ?? null, reason };
    return this.add(aRun({ mode: 'plan', status: 'queued', readReport: null, reverts }));
  }

  async revertOutlook(runId: string) {
    const { reverts } = await this.get(runId);
    return reverts && { at: new Date(0), users: 1, userId: UNKNOWN_ID };
  }

  async revertsOf(runId: string) {
    const { id } = await this.get(runId);
    return [...this.known.values()].filter(({ reverts }) => reverts?.runId === id);
  }

  async resume(runId: string, by: string | null) {
    const run = await this.get(runId);
    if (run.status !== 'failed') throw new SyncError('RUN_NOT_RESUMABLE', { params: { runId } });
    return this.add({ ...run, status: 'queued', resumption: { by, at: new Date(6) } });
  }

  async unsavedSettings(runId: string) {
    const { withUnsavedSettings } = await this.get(runId);
    if (!withUnsavedSettings) throw new SyncError('NO_UNSAVED_SETTINGS', { params: { runId } });
    const settings = { dataPool: { urls: ['ldap://internal'], bindPasswordSet: true } };
    const changes = [{ field: 'dataPool.urls', before: [], after: ['ldap://internal'], effect: 'people' as const }];
    const base = { job: NAME, symbolicName: NAME, version: 3, changedAt: new Date(0), changedBy: 'ada', errors: [] };
    return { ...base, settings, changes };
  }

  approverObstacle = async () => null;
  planState = async (): Promise<PlanState> => ({ next: 'approve', stale: 'settings' });

  add(run: Run): Run {
    this.known.set(run.id, run);
    return run;
  }

  list = async () => page(...this.known.values());
  async get(id: string) {
    const run = this.known.get(id);
    if (!run) throw new SyncError('RUN_NOT_FOUND', { params: { runId: id } });
    return run;
  }
  changesOfRun: readonly Partial<Change>[] = [{}];
  /** One change on each page. */
  changes = async (runId: string, rows: RowsRequest & ChangeFilter = {}): Promise<Page<Change>> => {
    this.askedFor = { ...rows };
    const at = Number(rows.cursor ?? 0);
    const next = at + 1 < this.changesOfRun.length ? String(at + 1) : null;
    return { items: [{ ...aChange(runId), ...this.changesOfRun[at] }], nextCursor: next };
  };
  valueOfProblem: string | null = null;
  paramsOfProblem: Problem['params'] = {};
  problems = async (runId: string, rows: RowsRequest & ProblemFilter = {}): Promise<Page<Problem>> => {
    this.askedFor = { ...rows };
    return page({
      id: '1',
      runId,
      dn: 'cn=x',
      code: 'VALUE_MISSING',
      params: { attribute: 'sn', field: 'lastName', ...this.paramsOfProblem },
      value: this.valueOfProblem,
      isPartial: false,
    });
  };
  notSeen = async (_id: string, rows: PeopleNotSeenRequest = {}): Promise<Page<PersonNotSeen>> => {
    this.askedFor = { ...rows };
    return page({ stableId: 's', dn: 'cn=gone', userId: UNKNOWN_ID });
  };
  /** Problems that are not listed. */
  omitted = 0;
  summary = async (): Promise<RunSummary> => ({
    fields: [{ field: 'userName', changes: 1, replaced: 0, revertible: 1 }],
    kinds: [{ kind: 'create', changes: 1 }],
    patterns: [],
    problems: await this.problemGroups(),
  });
  problemGroups = async (): Promise<RunSummary['problems']> => [
    { code: 'VALUE_MISSING', field: 'lastName', problems: 1 + this.omitted, omitted: this.omitted },
  ];
  guards = async (): Promise<readonly GuardFinding[]> => [
    {
      guard: 'vanishingValues',
      people: 170,
      total: 180,
      limit: { percent: 5, people: 5 },
      usual: { runs: 20, median: 0, highest: 0.4 },
      unit: null,
      field: 'email',
      attribute: 'ampMial',
      similar: ['ampMail'],
      problem: null,
    },
  ];
  history = async (userId: string): Promise<Page<UserChange>> =>
    page({ ...aChange(UNKNOWN_ID), userId, manual: null, pins: {} });

  async *progress(_id: string, signal: AbortSignal) {
    this.watchers += 1;
    yield* this.steps;
    if (this.endless && !signal.aborted) await new Promise((gone) => signal.addEventListener('abort', gone));
    this.watchers -= 1;
  }
}

function aChange(runId: string): Change {
  const who = { dn: 'cn=x', stableId: 's', formerStableId: null, formerDn: null, userId: null, matchedBy: null };
  return {
    id: '1',
    runId,
    kind: 'create',
    state: 'planned',
    ...who,
    before: {},
    after: { userName: 'x' },
    patterns: {},
    appliedAt: null,
  };
}
