import type { StoredSetting, SettingWrite } from '../../../src/contract/settings-store.js';
import { SettingsStore } from '../../../src/contract/settings-store.js';
import { SyncError } from '../../../src/contract/sync-error.js';
import { USER_FIELDS } from '../../../src/contract/user-binding.js';
import type { FieldLimits } from '../../../src/contract/users-table.js';
import { UsersTable } from '../../../src/contract/users-table.js';
import { InMemoryProcessRegistry } from '../../../src/processes/in-memory-process-registry.js';
import { ProcessCatalog } from '../../../src/processes/process-catalog.service.js';
import { AesSecretBox } from '../../../src/settings/aes-secret-box.js';
import { DataPoolStore } from '../../../src/settings/data-pools/data-pool-store.service.js';
import { JobSettingsStore } from '../../../src/settings/data-pools/job-settings-store.service.js';
import { SettingsDifferences } from '../../../src/settings/comparison/settings-differences.service.js';
import { JobSettingsService } from '../../../src/settings/job-settings.service.js';
import { type SeedFacts, SettingsSeed } from '../../../src/settings/settings-seed.service.js';

export const JOB = 'LDAPAddonBatchSync';
const SETTING_KEY = 'batch-synchronization.LDAPAddonBatchSync';

/** What the secrets of the settings are encrypted with. */
export const SECRET_KEY = new Uint8Array(32).fill(7);

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

  /** Of the last save, in milliseconds. Each is later than the one before. */
  private moment = Date.now();
  private isWritingAll = false;

  /** Rows that are not settings of the job. */
  private readonly others = new Map<string, StoredSetting>();

  read(key: string): Promise<StoredSetting | undefined> {
    return Promise.resolve(key === SETTING_KEY ? this.row : this.others.get(key));
  }

  override async list(prefix: string): Promise<readonly StoredSetting[]> {
    return [...(this.row ? [this.row] : []), ...this.others.values()].filter(({ key }) => key.startsWith(prefix));
  }

  override async writeAll(settings: readonly SettingWrite[]): Promise<readonly StoredSetting[]> {
    this.moment++;
    this.isWritingAll = true;
    try {
      return await super.writeAll(settings);
    } finally {
      this.isWritingAll = false;
    }
  }

  async write({ key, value, expectedVersion, changedBy }: SettingWrite): Promise<StoredSetting> {
    if (!this.isWritingAll) this.moment++;
    const changedAt = new Date(this.moment);
    if (key !== SETTING_KEY) {
      if ((this.others.get(key)?.version ?? 0) !== expectedVersion) throw new SyncError('SETTING_CHANGED');
      const stored = { key, value, version: expectedVersion + 1, changedAt, changedBy };
      this.others.set(key, stored);
      return stored;
    }
    const version = this.row?.version ?? 0;
    if (this.concurrentSaves > 0) {
      this.concurrentSaves--;
      this.row = { key, value: this.row?.value ?? {}, version: version + 1, changedAt, changedBy: 'other' };
    }
    if ((this.row?.version ?? 0) !== expectedVersion) throw new SyncError('SETTING_CHANGED');
    this.row = { key, value, version: expectedVersion + 1, changedAt, changedBy };
    return this.row;
  }

  override remove({ key }: Pick<SettingWrite, 'key'>): Promise<void> {
    this.others.delete(key);
    return Promise.resolve();
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
    maxLength: { title: 256 },
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

/** A job with its settings, on fake tables. */
export function aJob(seed?: Readonly<Record<string, unknown>>) {
  const store = new FakeSettingsStore();
  const registry = new SwitchableRegistry();
  const catalog = new ProcessCatalog({}, registry, store);
  const secrets = new AesSecretBox(SECRET_KEY);
  const table = new FakeUsersTable();
  const job = catalog.firstJobOf(JOB);
  const pools = new DataPoolStore(store);
  const rows = new JobSettingsStore(store, pools);
  const differences = new SettingsDifferences(secrets, table);
  const jobSettings = new JobSettingsService(rows, secrets, table, differences);
  const seedOf = (other: typeof seed) => new SettingsSeed({ seed: other }, jobSettings, secrets, table);
  /** Stores the seed, as at the start of a host. */
  const storeSeed = (other: typeof seed, facts?: SeedFacts) => seedOf(other).store(job, facts);
  return {
    store,
    pools,
    rows,
    registry,
    catalog,
    job,
    secrets,
    differences,
    table,
    jobSettings,
    seedOf,
    storeSeed,
    start: () => storeSeed(seed),
  };
}
