import { runCounts } from '../../../src/contract/change-kinds.js';
import type { StoredSetting, SettingWrite } from '../../../src/contract/settings-store.js';
import { SettingsStore } from '../../../src/contract/settings-store.js';
import { Dispatcher, type DispatchRequest } from '../../../src/contract/dispatcher.js';
import type { Change, Page, Problem, Run, RunProgress } from '../../../src/contract/runs.js';
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
import { type LeasedRun, type RunRequest, RunStore } from '../../../src/engine/ports/run-store.js';
import { UsersTable } from '../../../src/contract/users-table.js';

export const JOB = 'LDAPAddonBatchSync';

export const directorySettings = {
  dataPool: {
    urls: ['ldap://127.0.0.1:389'],
    bindDn: 'cn=reader,dc=example',
    bindPassword: 'correct horse',
    baseDn: 'dc=example',
  },
};

export class FakeStore extends SettingsStore {
  row: StoredSetting | undefined;
  /** Somebody else saves between the read and the write, this often. */
  meddlers = 0;

  read(): Promise<StoredSetting | undefined> {
    return Promise.resolve(this.row);
  }

  async write({ key, value, expectedVersion, changedBy }: SettingWrite): Promise<StoredSetting> {
    const version = this.row?.version ?? 0;
    if (this.meddlers > 0) {
      this.meddlers--;
      this.row = { key, value: this.row?.value ?? {}, version: version + 1, changedAt: new Date(), changedBy: 'else' };
    }
    if ((this.row?.version ?? 0) !== expectedVersion) throw new SyncError('SETTING_CHANGED');
    this.row = { key, value, version: expectedVersion + 1, changedAt: new Date(), changedBy };
    return this.row;
  }

  /** As if somebody had edited the table by hand. */
  holds(value: unknown): void {
    this.row = {
      key: 'batch-synchronization.LDAPAddonBatchSync',
      value,
      version: 1,
      changedAt: new Date(),
      changedBy: null,
    };
  }
}

export class Registry extends InMemoryProcessRegistry {
  enabled = true;

  override isEnabled(): Promise<boolean> {
    return Promise.resolve(this.enabled);
  }
}

class Table extends UsersTable {
  private readonly known: FieldLimits = {
    fields: new Set(USER_FIELDS),
    maxLength: {},
    notNull: new Set(['userName']),
    attributes: true,
  };

  limits(): FieldLimits {
    return this.known;
  }
}

export class FakeRuns extends RunStore {
  readonly queued: RunRequest[] = [];
  queueFails: unknown;
  tickHadItsRun = false;
  left: readonly Run[] = [];

  async queue(request: RunRequest): Promise<Run | undefined> {
    if (this.queueFails) throw this.queueFails;
    if (this.tickHadItsRun) return undefined;
    this.queued.push(request);
    return aRun({
      id: `run-${this.queued.length}`,
      job: request.job.name,
      mode: request.mode,
      trigger: request.trigger,
      status: 'queued',
    });
  }

  acquire(): Promise<LeasedRun | undefined> {
    return Promise.resolve(undefined);
  }

  report(): Promise<void> {
    return Promise.resolve();
  }

  finishAsPlan(): Promise<Run> {
    return Promise.reject(new Error('not asked for'));
  }

  complete(): Promise<Run> {
    return Promise.reject(new Error('not asked for'));
  }

  abort(): Promise<Run> {
    return Promise.reject(new Error('not asked for'));
  }

  recover(): Promise<readonly Run[]> {
    return Promise.resolve(this.left);
  }
}

export class FakeDispatcher extends Dispatcher {
  readonly sent: DispatchRequest[] = [];
  fails: unknown;

  async dispatch(request: DispatchRequest): Promise<void> {
    if (this.fails) throw this.fails;
    this.sent.push(request);
  }

  work(): Promise<void> {
    return Promise.resolve();
  }

  health() {
    return Promise.resolve({ up: true, queued: 0, active: 0 });
  }
}

export class FakeEvents extends SyncEvents {
  private readonly listeners = new Set<(event: SyncEvent) => void>();

  get listening(): number {
    return this.listeners.size;
  }

  subscribe(listener: (event: SyncEvent) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  tell(event: SyncEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  settingsChanged(): void {
    this.tell({ event: CACHE_INVALIDATED, cache: 'batch-synchronizations', generation: 1 });
  }

  generations(): Promise<CacheGenerations> {
    return Promise.resolve({ users: 0, runs: 0, 'batch-synchronizations': 0 });
  }

  invalidate(): Promise<void> {
    return Promise.resolve();
  }
}

export class FakeHistory extends RunHistory {
  known: Run | undefined;
  numbers: RunProgress | undefined;
  good: Run | undefined;

  newest(): Promise<Run | undefined> {
    return Promise.resolve(this.known);
  }

  lastGood(): Promise<Run | undefined> {
    return Promise.resolve(this.good);
  }

  runs(): Promise<Page<Run>> {
    return Promise.resolve({ items: this.known ? [this.known] : [], nextCursor: null });
  }

  run(): Promise<Run | undefined> {
    return Promise.resolve(this.known);
  }

  progress(): Promise<RunProgress | undefined> {
    return Promise.resolve(this.numbers);
  }

  changes(): Promise<Page<Change>> {
    return Promise.resolve({ items: [], nextCursor: null });
  }

  problems(): Promise<Page<Problem>> {
    return Promise.resolve({ items: [], nextCursor: null });
  }

  ofUser(): Promise<Page<Change>> {
    return Promise.resolve({ items: [], nextCursor: null });
  }
}

/** A job with a settings table and nothing around it. */
export function aJob(seed?: Readonly<Record<string, unknown>>) {
  const store = new FakeStore();
  const registry = new Registry();
  const catalog = new ProcessCatalog({}, registry);
  const secrets = new AesSecretBox(new Uint8Array(32).fill(7));
  const table = new Table();
  const job = catalog.job(JOB);
  const jobSettings = new JobSettingsService(store, secrets, table);
  /** As the host starts with this seed. */
  const startWith = (given: typeof seed) => new SettingsSeed({ seed: given }, jobSettings, secrets, table).store(job);
  return { store, registry, catalog, job, secrets, jobSettings, startWith, start: () => startWith(seed) };
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
    queuedAt: new Date(),
    startedAt: null,
    endedAt: null,
    ...changes,
  };
}
