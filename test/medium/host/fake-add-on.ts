import { randomUUID } from 'node:crypto';

import { Global, Module } from '@nestjs/common';

import {
  type ApprovalRequest,
  BatchSyncHealth,
  BatchSyncJobs,
  BatchSyncRuns,
  BatchSyncUsers,
  CACHE_INVALIDATED,
  CACHE_NAMES,
  type CacheName,
  type Change,
  type Page,
  type Problem,
  type ProcessManifest,
  type Run,
  type RunProgress,
  SettingsStore,
  type SettingWrite,
  type StoredSetting,
  SyncError,
  type SyncEvent,
  SyncEvents,
} from '../../../src/index.js';

import { FakeUsers, UNKNOWN_ID } from './fake-users.js';

export { UNKNOWN_ID };

export const NAME = 'LDAPAddonBatchSync';
export const SECRET = 'the-secret-of-the-directory';

export const manifest: ProcessManifest = {
  manifestVersion: 1,
  symbolicName: NAME,
  aliases: ['Alias'],
  version: '0.1.0',
  processName: 'Synchronize active LDAP Users to Identity Manager',
  description: 'i18n:process:description',
  component: 'Identity Manager Admin',
  processStart: ['schedule', 'manual'],
  executableFor: ['Administrator'],
  permissions: ['i18n:process:permissions.readDirectory'],
  job: { name: NAME, settingKey: 'key' },
  settings: {
    schema: {
      type: 'object',
      properties: {
        dataPool: { type: 'object', properties: { urls: { type: 'array', items: { type: 'string' } } } },
      },
    },
    layout: { sections: [] },
  },
  events: [],
  hostVersions: '>=0.1.0',
};

export function aRun(part: Partial<Run> = {}): Run {
  const counts = { read: 2, created: 1, updated: 0, activated: 0, unchanged: 0, problems: 1 };
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
    approval: null,
    queuedAt,
    startedAt,
    endedAt,
    ...part,
  };
}

const WARNING = {
  field: 'schedule.expression',
  code: 'scheduleBelowMinute',
  params: { interval: '10 s' },
  message: 'Often.',
};

const page = <T>(...items: T[]): Page<T> => ({ items, nextCursor: null });

/** Jobs with prepared responses. */
export class FakeJobs extends BatchSyncJobs {
  listed = 0;
  saved: unknown;

  manifest = (name: string) => {
    if (!isKnown(name)) throw new SyncError('UNKNOWN_PROCESS', { params: { symbolicName: name } });
    return manifest;
  };

  async list() {
    this.listed += 1;
    const { symbolicName, processName, description } = manifest;
    const last = { status: null, lastRunId: null, lastStart: null, lastEnd: null, nextExecution: null, paused: null };
    const wrong = { field: 'schedule.expression', code: 'nobodyKnowsThis', message: 'It is wrong.' };
    const schedule = { enabled: true, expression: '0 0 2 * * *', timeZone: 'Etc/UTC' };
    return [
      {
        name: NAME,
        symbolicName,
        processName,
        description,
        dataPool: 'default',
        ...schedule,
        ...last,
        settingsErrors: [wrong],
      },
    ];
  }

  async settings(name: string) {
    this.manifest(name);
    const settings = { dataPool: { urls: ['ldap://localhost'], bindPasswordSet: true } };
    return { job: NAME, symbolicName: NAME, version: 3, settings, changedAt: null, changedBy: null, errors: [] };
  }

  async saveSettings(name: string, request: { settings: Readonly<Record<string, unknown>>; expectedVersion?: number }) {
    if (request.expectedVersion === 1) throw new SyncError('SETTING_CHANGED');
    this.saved = request;
    const errors = [{ field: 'dataPool.urls.0', code: 'isLdapUrl', message: 'No address.', params: {} }];
    return 'wrong' in request.settings
      ? { ok: false as const, errors }
      : { ok: true as const, saved: await this.settings(name), nextExecution: null, warnings: [WARNING] };
  }

  async previewSchedule(_name: string, expression: string, _zone: string, language: string) {
    if (expression === 'wrong')
      return { ok: false as const, errors: [{ field: 'expression', code: 'x', message: 'No.' }] };
    return { ok: true as const, sentence: `in ${language}`, next: [new Date(0)], warnings: [WARNING] };
  }

  async validateSettings(_name: string, settings: Readonly<Record<string, unknown>>) {
    return 'wrong' in settings ? [{ field: 'dataPool.urls', code: 'notList', message: 'No list.' }] : [];
  }

  async check() {
    const step = { step: 'bind', outcome: 'failed', code: 'LDAP_BIND_REJECTED', params: {}, milliseconds: 3 } as const;
    return { outcome: 'not-connected' as const, ok: false, reason: step.step, steps: [step], sample: [] };
  }
}

function isKnown(name: string): boolean {
  return name === NAME || name === 'Alias';
}

/** Runs with prepared responses. */
export class FakeRuns extends BatchSyncRuns {
  conflictingRun: Run | undefined;
  readonly known = new Map<string, Run>();
  steps: RunProgress[] = [];
  /** Whether `progress` continues until it is aborted. */
  endless = false;
  watchers = 0;
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
  changes = async (runId: string): Promise<Page<Change>> => page(aChange(runId));
  problems = async (runId: string): Promise<Page<Problem>> =>
    page({ id: '1', runId, dn: 'cn=x', code: 'VALUE_MISSING', params: { attribute: 'sn', field: 'lastName' } });
  history = async (userId: string): Promise<Page<Change>> => page({ ...aChange(UNKNOWN_ID), userId });

  async *progress(_id: string, signal: AbortSignal) {
    this.watchers += 1;
    yield* this.steps;
    if (this.endless && !signal.aborted) await new Promise((gone) => signal.addEventListener('abort', gone));
    this.watchers -= 1;
  }
}

export class FakeHealth extends BatchSyncHealth {
  up = true;

  health = async () => ({
    database: { up: this.up, code: null },
    directories: [{ dataPool: 'default', up: false, code: 'SETTINGS_MISSING' as const }],
    schedules: [{ job: NAME, up: true, enabled: false, nextExecution: null, code: null, errors: [] }],
    queue: { up: true, queued: 0, active: 0 },
    lastGoodRuns: [{ job: NAME, endedAt: null, ageSeconds: null }],
  });
}

function aChange(runId: string): Change {
  const who = { dn: 'cn=x', stableId: 's', userId: null, matchedBy: null };
  return {
    id: '1',
    runId,
    kind: 'create',
    state: 'planned',
    ...who,
    before: {},
    after: { userName: 'x' },
    appliedAt: null,
  };
}

export class FakeEvents extends SyncEvents {
  private readonly listeners = new Set<(event: SyncEvent) => void>();
  readonly numbers: Record<CacheName, number> = { users: 1, runs: 1, 'batch-synchronizations': 1 };

  subscribe(listener: (event: SyncEvent) => void) {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  generations = async () => ({ ...this.numbers });

  async invalidate(caches: readonly CacheName[] = CACHE_NAMES) {
    for (const cache of caches) {
      this.numbers[cache] += 1;
      this.tell({ event: CACHE_INVALIDATED, cache, generation: this.numbers[cache] });
    }
  }

  tell(event: SyncEvent) {
    for (const listener of this.listeners) listener(event);
  }
}

class FakeStore extends SettingsStore {
  private readonly rows = new Map<string, StoredSetting>();
  read = async (key: string) => this.rows.get(key);
  async write({ key, value, expectedVersion, changedBy }: SettingWrite) {
    const row = { key, value, version: expectedVersion + 1, changedAt: new Date(), changedBy };
    this.rows.set(key, row);
    return row;
  }
}

@Global()
@Module({
  providers: [
    { provide: BatchSyncJobs, useClass: FakeJobs },
    { provide: BatchSyncRuns, useClass: FakeRuns },
    { provide: BatchSyncUsers, useClass: FakeUsers },
    { provide: BatchSyncHealth, useClass: FakeHealth },
    { provide: SyncEvents, useClass: FakeEvents },
    { provide: SettingsStore, useClass: FakeStore },
  ],
  exports: [BatchSyncJobs, BatchSyncRuns, BatchSyncUsers, BatchSyncHealth, SyncEvents],
})
export class FakeAddOnModule {}
