import { Global, Module } from '@nestjs/common';

import {
  BatchSyncConflicts,
  BatchSyncHealth,
  BatchSyncJobs,
  DataPools,
  BatchSyncProposals,
  BatchSyncRuns,
  BatchSyncUsers,
  BatchSyncPreview,
  BatchSyncWhy,
  type ProcessManifest,
  SettingsStore,
  type SettingWrite,
  type StoredSetting,
  SyncError,
  SyncEvents,
} from '../../../src/index.js';
import { FakeConflicts } from './fake-conflicts.js';
import { FakeEvents } from './fake-events.js';
import { NAME, UNKNOWN_ID } from './fake-names.js';
import { FakeProposals } from './fake-proposals.js';
import { FakeDataPools } from './fake-data-pools.js';
import { FakeRuns } from './fake-runs.js';
import { FakePreview } from './fake-preview.js';
import { FakeWhy } from './fake-why.js';
import { FakeUsers } from './fake-users.js';

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
        search: { type: 'object', properties: { filter: { type: 'string' } } },
      },
    },
    layout: { sections: [] },
  },
  events: [],
  hostVersions: '>=0.1.0',
};

const WARNING = {
  field: 'schedule.expression',
  code: 'scheduleBelowMinute',
  params: { interval: '10 s' },
  message: 'Often.',
};

const CHANGE = { field: 'search.filter', before: null, after: 'dc=example', effect: 'people' } as const;

/** Jobs with prepared responses. */
export class FakeJobs extends BatchSyncJobs {
  listed = 0;
  saved: unknown;

  manifest = (name: string) => {
    if (!isKnown(name)) throw new SyncError('JOB_UNKNOWN', { params: { job: name } });
    return manifest;
  };

  manifestOf = async (name: string) => this.manifest(name);

  create = async () => ({ ok: true }) as const;

  async describe(name: string) {
    this.manifest(name);
    return { ok: true } as const;
  }

  async delete(name: string) {
    this.manifest(name);
  }

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
        isFirst: true,
        dataPool: 'default',
        ...schedule,
        ...last,
        lastGoodEnd: null,
        expectedBy: null,
        outcomes: [],
        waitingPlan: null,
        stalePlan: null,
        changedSections: [],
        settingsErrors: [wrong],
        undecidedSettings: [],
      },
    ];
  }

  async settings(name: string) {
    this.manifest(name);
    const settings = { dataPool: { urls: ['ldap://localhost'], bindPasswordSet: true } };
    return { job: NAME, symbolicName: NAME, version: 3, settings, changedAt: null, changedBy: null, errors: [] };
  }

  async settingsVersions(name: string) {
    const { version } = await this.settings(name);
    return { items: [{ version, changedAt: new Date(0), changedBy: 'ada', changes: [CHANGE] }], nextCursor: null };
  }

  async settingsVersion(name: string, version: number) {
    const settings = await this.settings(name);
    if (version > settings.version) throw new SyncError('SETTINGS_VERSION_UNKNOWN', { params: { version } });
    return { ...settings, version, changes: [CHANGE] };
  }

  async guardFigures(name: string) {
    this.manifest(name);
    const whole = { problem: null, unit: null, unitsAbove: 10 };
    const figures = [{ guard: 'names', field: 'email', ...whole, people: 3, total: 120 }] as const;
    return [{ runId: UNKNOWN_ID, endedAt: new Date(0), status: 'succeeded' as const, figures }];
  }

  async changesSinceApplied(name: string) {
    this.manifest(name);
    return [CHANGE];
  }

  async compareSettings(_name: string, settings: Readonly<Record<string, unknown>>) {
    const errors = await this.validateSettings(_name, settings);
    return errors.length > 0 ? { ok: false as const, errors } : { ok: true as const, version: 3, changes: [CHANGE] };
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

export class FakeHealth extends BatchSyncHealth {
  up = true;

  health = async () => ({
    database: { up: this.up, code: null },
    directories: [{ dataPool: 'default', up: false, code: 'SETTINGS_MISSING' as const }],
    schedules: [{ job: NAME, up: true, enabled: false, nextExecution: null, code: null, errors: [] }],
    queue: { up: true, queued: 0, active: 0 },
    lastGoodRuns: [{ job: NAME, endedAt: null, ageSeconds: null }],
    notifications: null,
  });
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
    { provide: DataPools, useClass: FakeDataPools },
    { provide: BatchSyncRuns, useClass: FakeRuns },
    { provide: BatchSyncUsers, useClass: FakeUsers },
    { provide: BatchSyncProposals, useClass: FakeProposals },
    { provide: BatchSyncConflicts, useClass: FakeConflicts },
    { provide: BatchSyncWhy, useClass: FakeWhy },
    { provide: BatchSyncPreview, useClass: FakePreview },
    { provide: BatchSyncHealth, useClass: FakeHealth },
    { provide: SyncEvents, useClass: FakeEvents },
    { provide: SettingsStore, useClass: FakeStore },
  ],
  exports: [
    BatchSyncConflicts,
    BatchSyncJobs,
    DataPools,
    BatchSyncRuns,
    BatchSyncUsers,
    BatchSyncProposals,
    BatchSyncPreview,
    BatchSyncWhy,
    BatchSyncHealth,
    SyncEvents,
  ],
})
export class FakeAddOnModule {}
