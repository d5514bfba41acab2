import type {
  Change,
  CheckReport,
  GuardFinding,
  JobSettings,
  Page,
  PersonNotSeen,
  PersonPreview,
  Problem,
  Run,
  RunMode,
  RunProgress,
  RunSummary,
  RowsRequest,
  SaveOutcome,
  SettingsComparison,
  SettingsOfVersion,
  SettingsVersion,
} from '../../../src/index.js';
import type { ChangedSettings } from '../../../src/cli/changed-since-applied.js';
import type { ShownWhy } from '../../../src/cli/shown-why.js';
import { type PlanApproval, type RunRevert, SyncClient } from '../../../src/cli/sync-client.js';
import { FakeConflicts, FakeJobs, FakePools } from './a-host.js';
import type { ClientResponses } from './client-responses.js';

export function aRun(given: Partial<Run> = {}): Run {
  return {
    id: '0192-run',
    job: 'LDAPAddonBatchSync',
    symbolicName: 'LDAPAddonBatchSync',
    mode: 'apply',
    trigger: 'manual',
    startedBy: 'ada',
    status: 'succeeded',
    counts: {
      read: 3,
      created: 1,
      updated: 1,
      activated: 0,
      unchanged: 1,
      problems: 0,
      inactive: 0,
      notSeen: 0,
      pinned: 0,
      incomplete: 0,
      released: 0,
    },
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
    queuedAt: new Date('2026-01-01T00:00:00Z'),
    startedAt: new Date('2026-01-01T00:00:01Z'),
    endedAt: new Date('2026-01-01T00:00:03.500Z'),
    ...given,
  };
}

export function aChange(given: Partial<Change> = {}): Change {
  return {
    id: '1',
    runId: '0192-run',
    kind: 'update',
    state: 'planned',
    dn: 'uid=ada,ou=people,dc=example,dc=org',
    stableId: 'a-stable-id',
    formerStableId: null,
    formerDn: null,
    userId: '1',
    matchedBy: 'link',
    patterns: {},
    before: { email: 'old@example.org' },
    after: { email: 'new@example.org' },
    appliedAt: null,
    ...given,
  };
}

export function aProblem(given: Partial<Problem> = {}): Problem {
  return {
    id: '1',
    runId: '0192-run',
    dn: 'uid=grace,ou=people,dc=example,dc=org',
    code: 'USER_PROTECTED',
    params: { user: 'grace' },
    value: null,
    isPartial: false,
    ...given,
  };
}

export function aFinding(given: Partial<GuardFinding> = {}): GuardFinding {
  return {
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
    ...given,
  };
}

/** A client with prepared responses that records its calls. */
export class AClient extends SyncClient {
  readonly remote: boolean;
  readonly job = 'LDAPAddonBatchSync';
  readonly jobs: FakeJobs;
  readonly pools: FakePools;
  readonly conflicts: FakeConflicts;
  readonly asked: unknown[] = [];

  constructor(private readonly answers: ClientResponses = {}) {
    super();
    this.remote = answers.remote ?? true;
    this.jobs = new FakeJobs(this.asked, answers.jobs);
    this.pools = new FakePools(this.asked, answers.pools);
    this.conflicts = new FakeConflicts(this.asked, answers.conflicts);
  }

  async settings(): Promise<JobSettings> {
    const settings = this.answers.settings ?? {};
    return {
      job: 'LDAPAddonBatchSync',
      symbolicName: 'LDAPAddonBatchSync',
      version: 3,
      settings,
      changedAt: null,
      changedBy: null,
      errors: [],
    };
  }

  async saveSettings(settings: Readonly<Record<string, unknown>>): Promise<SaveOutcome> {
    this.asked.push({ save: settings });
    return this.answers.saves ?? { ok: true, saved: await this.settings(), nextExecution: null, warnings: [] };
  }

  async settingsVersions(rows?: RowsRequest): Promise<Page<SettingsVersion>> {
    this.asked.push({ versions: rows });
    return { items: this.answers.versions ?? [], nextCursor: this.answers.olderVersions ?? null };
  }

  async settingsVersion(version: number): Promise<SettingsOfVersion> {
    this.asked.push({ version });
    return { ...(await this.settings()), version, changes: this.answers.compared ?? [] };
  }

  async compareSettings(): Promise<SettingsComparison | undefined> {
    const { compared, differ, inForce = 2 } = this.answers;
    return differ ?? (compared && { ok: true, version: inForce, changes: compared });
  }

  async changedSettings(): Promise<ChangedSettings | undefined> {
    return this.answers.changed;
  }

  async check(): Promise<CheckReport> {
    return this.answers.check ?? { outcome: 'ready', ok: true, reason: null, steps: [], sample: [] };
  }

  async start(mode: RunMode, only?: string): Promise<Run> {
    if (this.answers.failure) throw this.answers.failure;
    this.asked.push({ start: mode, ...(only !== undefined && { only }) });
    return aRun({ mode, status: 'queued' });
  }

  async approve(plan: string, approval: PlanApproval): Promise<Run> {
    this.asked.push({ approve: plan, ...approval });
    return aRun({ id: plan, status: 'queued' });
  }

  async resume(runId: string): Promise<Run> {
    this.asked.push({ resume: runId });
    return aRun({ id: runId, status: 'queued' });
  }

  async cancel(runId: string): Promise<Run> {
    this.asked.push({ cancel: runId });
    return aRun({ id: runId, status: 'applying' });
  }

  async revert(runId: string, request: RunRevert): Promise<Run> {
    this.asked.push({ revert: runId, ...request });
    return aRun({ mode: 'plan', status: 'queued' });
  }

  async why(who: string): Promise<ShownWhy> {
    this.asked.push({ why: who });
    if (!this.answers.why) throw new Error('unexpected call');
    return this.answers.why;
  }

  async preview(who: string, settings?: object): Promise<PersonPreview> {
    this.asked.push({ preview: who, ...(settings && { settings }) });
    if (!this.answers.preview) throw new Error('unexpected call');
    return this.answers.preview;
  }

  async runs(rows?: Parameters<SyncClient['runs']>[0]): Promise<Page<Run>> {
    this.asked.push({ runs: rows });
    return { items: this.answers.runs ?? [], nextCursor: null };
  }

  async run(): Promise<Run> {
    return this.answers.run ?? aRun();
  }

  async changes(_runId: string, rows?: Rows): Promise<Page<Change>> {
    return slice(this.answers.changes ?? [], rows);
  }

  async problems(_runId: string, rows?: Rows): Promise<Page<Problem>> {
    return slice(this.answers.problems ?? [], rows);
  }

  async notSeen(_runId: string, rows?: Rows): Promise<Page<PersonNotSeen>> {
    return slice(this.answers.notSeen ?? [], rows);
  }

  async problemGroups(): Promise<RunSummary['problems']> {
    return this.answers.problemGroups ?? [];
  }

  async guards(): Promise<readonly GuardFinding[]> {
    return this.answers.guards ?? [];
  }

  async *progress(_runId: string, signal: AbortSignal): AsyncGenerator<RunProgress> {
    for (const progress of this.answers.progress ?? []) {
      signal.throwIfAborted();
      yield progress;
    }
    signal.throwIfAborted();
  }

  async migrate(): Promise<void> {}

  async close(): Promise<void> {
    this.asked.push('close');
  }
}

type Rows = Parameters<SyncClient['changes']>[1];

function slice<T>(all: readonly T[], { cursor = '0', limit = 50 }: NonNullable<Rows> = {}): Page<T> {
  const end = Number(cursor) + limit;
  return { items: all.slice(Number(cursor), end), nextCursor: end < all.length ? String(end) : null };
}
