import type { GuardFinding } from '../../../src/contract/guards.js';
import { runCounts } from '../../../src/contract/change-kinds.js';
import type { StoredSetting, SettingWrite } from '../../../src/contract/settings-store.js';
import { SettingsStore } from '../../../src/contract/settings-store.js';
import { Dispatcher, type DispatchRequest } from '../../../src/contract/dispatcher.js';
import type { Change, Page, Problem, Run, RunProgress, RunSummary } from '../../../src/contract/runs.js';
import { SyncError } from '../../../src/contract/sync-error.js';
import { USER_FIELDS } from '../../../src/contract/user-binding.js';
import {
  CACHE_INVALIDATED,
  type CacheGenerations,
  type SyncEvent,
  SyncEvents,
} from '../../../src/contract/sync-events.js';
import { JobSettingsService } from '../../../src/settings/job-settings.service.js';
import { SettingsSeed } from '../../../src/settings/settings-seed.service.js';
import type { FieldLimits } from '../../../src/contract/users-table.js';
import { InMemoryProcessRegistry } from '../../../src/processes/in-memory-process-registry.js';
import { ProcessCatalog } from '../../../src/processes/process-catalog.service.js';
import { AesSecretBox } from '../../../src/settings/aes-secret-box.js';
import { RunHistory } from '../../../src/engine/ports/run-history.js';
import {
  type LeasedRun,
  type PlanApproval,
  type PlanResumption,
  type RunRequest,
  RunStore,
} from '../../../src/engine/ports/run-store.js';
import { UsersTable } from '../../../src/contract/users-table.js';

export const JOB = 'LDAPAddonBatchSync';
const SETTING_KEY = 'batch-synchronization.LDAPAddonBatchSync';

export const directorySettings = {
  dataPool: {
    urls: ['ldap://127.0.0.1:389'],
    bindDn: 'cn=reader,dc=example',
    bindPassword: 'correct horse',
    baseDn: 'dc=example',
  },
};

export class FakeSettingsStore extends SettingsStore {
  row: StoredSetting | undefined;
  /** How often another user saves between read and write. */
  concurrentSaves = 0;

  /** Rows that are not settings of the job. */
  private readonly others = new Map<string, StoredSetting>();

  read(key: string): Promise<StoredSetting | undefined> {
    return Promise.resolve(key === SETTING_KEY ? this.row : this.others.get(key));
  }

  async write({ key, value, expectedVersion, changedBy }: SettingWrite): Promise<StoredSetting> {
    if (key !== SETTING_KEY) {
      const stored = { key, value, version: expectedVersion + 1, changedAt: new Date(), changedBy };
      this.others.set(key, stored);
      return stored;
    }
    const version = this.row?.version ?? 0;
    if (this.concurrentSaves > 0) {
      this.concurrentSaves--;
      this.row = { key, value: this.row?.value ?? {}, version: version + 1, changedAt: new Date(), changedBy: 'other' };
    }
    if ((this.row?.version ?? 0) !== expectedVersion) throw new SyncError('SETTING_CHANGED');
    this.row = { key, value, version: expectedVersion + 1, changedAt: new Date(), changedBy };
    return this.row;
  }

  /** Stores a value that was edited by hand. */
  overwrite(value: unknown): void {
    this.row = {
      key: SETTING_KEY,
      value,
      version: 1,
      changedAt: new Date(),
      changedBy: null,
    };
  }
}

export class SwitchableRegistry extends InMemoryProcessRegistry {
  enabled = true;

  override isEnabled(): Promise<boolean> {
    return Promise.resolve(this.enabled);
  }
}

class FakeUsersTable extends UsersTable {
  private readonly fieldLimits: FieldLimits = {
    fields: new Set(USER_FIELDS),
    maxLength: {},
    notNull: new Set(['userName']),
    attributes: true,
  };

  limits(): FieldLimits {
    return this.fieldLimits;
  }

  refresh(): Promise<void> {
    return Promise.resolve();
  }
}

const unexpectedCall = () => Promise.reject(new Error('unexpected call'));

export class FakeRunStore extends RunStore {
  readonly requests: RunRequest[] = [];
  readonly approvals: PlanApproval[] = [];
  readonly cancelled = new Set<string>();
  queueError: unknown;
  isTickQueued = false;
  stillQueued: readonly Run[] = [];

  async queue(request: RunRequest): Promise<Run | undefined> {
    if (this.queueError) throw this.queueError;
    if (this.isTickQueued) return undefined;
    this.requests.push(request);
    return aRun({
      id: `run-${this.requests.length}`,
      job: request.job.name,
      mode: request.mode,
      trigger: request.trigger,
      status: 'queued',
    });
  }

  async approve(approval: PlanApproval): Promise<Run> {
    if (this.queueError) throw this.queueError;
    this.approvals.push(approval);
    return aRun({ id: approval.runId, status: 'queued' });
  }

  resume = async ({ runId }: PlanResumption): Promise<Run> => aRun({ id: runId, status: 'queued' });

  planState = () => Promise.resolve({ next: null, stale: null });

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
  stop(): Promise<Run> {
    return Promise.reject(new Error('unexpected call'));
  }

  complete = unexpectedCall;
  abort = unexpectedCall;
  recover(): Promise<readonly Run[]> {
    return Promise.resolve(this.stillQueued);
  }
}

export class FakeDispatcher extends Dispatcher {
  readonly dispatched: DispatchRequest[] = [];
  dispatchError: unknown;

  async dispatch(request: DispatchRequest): Promise<void> {
    if (this.dispatchError) throw this.dispatchError;
    this.dispatched.push(request);
  }

  work(): Promise<void> {
    return Promise.resolve();
  }

  health() {
    return Promise.resolve({ up: true, queued: 0, active: 0 });
  }
}

export class FakeSyncEvents extends SyncEvents {
  private readonly listeners = new Set<(event: SyncEvent) => void>();

  get listenerCount(): number {
    return this.listeners.size;
  }

  subscribe(listener: (event: SyncEvent) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  emit(event: SyncEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  emitSettingsChanged(): void {
    this.emit({ event: CACHE_INVALIDATED, cache: 'batch-synchronizations', generation: 1 });
  }

  generations(): Promise<CacheGenerations> {
    return Promise.resolve({ users: 0, runs: 0, 'batch-synchronizations': 0 });
  }

  invalidate(): Promise<void> {
    return Promise.resolve();
  }
}

export class FakeRunHistory extends RunHistory {
  storedRun: Run | undefined;
  runProgress: RunProgress | undefined;
  lastGoodRun: Run | undefined;

  newest(): Promise<Run | undefined> {
    return Promise.resolve(this.storedRun);
  }

  lastGood(): Promise<Run | undefined> {
    return Promise.resolve(this.lastGoodRun);
  }

  hasApplied(): Promise<boolean> {
    return Promise.resolve(true);
  }

  revertsOf(): Promise<readonly Run[]> {
    return Promise.resolve([]);
  }

  runs(): Promise<Page<Run>> {
    return Promise.resolve({ items: this.storedRun ? [this.storedRun] : [], nextCursor: null });
  }

  run(): Promise<Run | undefined> {
    return Promise.resolve(this.storedRun);
  }

  progress(): Promise<RunProgress | undefined> {
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

  summary(): Promise<RunSummary> {
    return Promise.resolve({ fields: [], patterns: [], problems: [] });
  }

  ofUser(): Promise<Page<Change>> {
    return Promise.resolve({ items: [], nextCursor: null });
  }
}

/** A job with its settings, on fake tables. */
export function aJob(seed?: Readonly<Record<string, unknown>>) {
  const store = new FakeSettingsStore();
  const registry = new SwitchableRegistry();
  const catalog = new ProcessCatalog({}, registry);
  const secrets = new AesSecretBox(new Uint8Array(32).fill(7));
  const table = new FakeUsersTable();
  const job = catalog.job(JOB);
  const jobSettings = new JobSettingsService(store, secrets, table);
  /** Stores the seed, as at the start of a host. */
  const storeSeed = (other: typeof seed) => new SettingsSeed({ seed: other }, jobSettings, secrets, table).store(job);
  return { store, registry, catalog, job, secrets, jobSettings, storeSeed, start: () => storeSeed(seed) };
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
    approval: null,
    cancellation: null,
    reverts: null,
    resumption: null,
    queuedAt: new Date(),
    startedAt: null,
    endedAt: null,
    ...changes,
  };
}
