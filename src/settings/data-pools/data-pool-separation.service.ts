import { Injectable } from '@nestjs/common';

import { DEFAULT_DATA_POOL } from '../../contract/data-pool-names.js';
import { SettingsStore, type StoredSetting } from '../../contract/settings-store.js';
import { SyncError } from '../../contract/sync-error.js';
import type { Job } from '../../processes/job.js';
import { isJsonObject } from '../json-object.js';
import { upgradeSearch } from '../upgrade-search.js';
import { poolKey } from './setting-keys.js';

/**
 * Separates the data pool from the settings of a job that a version before 0.5.0 stored: it becomes the data pool `default`, with
 * its password as it is encrypted, so that nothing is lost while the key is wrong.
 */
@Injectable()
export class DataPoolSeparation {
  constructor(private readonly store: SettingsStore) {}

  /** Does nothing if there is nothing to separate, also when several processes start at once. */
  async separate({ settingKey }: Job): Promise<void> {
    const row = await this.store.read(settingKey);
    if (!row || !separated(row)) return;
    try {
      await this.store.replaceAll(
        (rows) => replacements(rows, settingKey),
        () => undefined,
      );
    } catch (error) {
      // A host whose store cannot do so keeps the form of before, which can still be read. The next save separates it.
      if (!(error instanceof SyncError && error.code === 'NOT_YET_AVAILABLE')) throw error;
    }
  }
}

function replacements(rows: readonly StoredSetting[], settingKey: string): ReadonlyMap<string, unknown> {
  const row = rows.find(({ key }) => key === settingKey);
  const parts = row && separated(row);
  const pool = poolKey(DEFAULT_DATA_POOL);
  if (!parts || rows.some(({ key }) => key === pool)) return new Map();
  return new Map([
    [settingKey, parts.settings],
    [pool, parts.pool],
  ]);
}

function separated({ value }: StoredSetting): { readonly settings: unknown; readonly pool: unknown } | undefined {
  const today = upgradeSearch(value);
  if (!isJsonObject(today) || !isJsonObject(today['dataPool'])) return undefined;
  const { dataPool, ...settings } = today;
  return { settings: { ...settings, dataPool: DEFAULT_DATA_POOL }, pool: { description: '', ...(dataPool as object) } };
}
