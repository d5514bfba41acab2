import { Injectable } from '@nestjs/common';

import { DEFAULT_DATA_POOL, isResourceName } from '../../contract/data-pool-names.js';
import { SettingsStore, type SettingWrite, type StoredSetting } from '../../contract/settings-store.js';
import type { CacheName } from '../../contract/sync-events.js';
import { isJsonObject, type JsonObject } from '../json-object.js';
import { defaultSettings } from '../stored-settings.js';
import { POOL_KEYS, poolKey, poolOfKey } from './setting-keys.js';

/** Lists of jobs and data pools are cached together. */
export const INVALIDATES: readonly CacheName[] = ['batch-synchronizations'];

/** The row of a data pool. */
export interface StoredPool {
  readonly name: string;
  readonly description: string;
  /** The section `dataPool` of the settings of a job, with the encrypted password. */
  readonly dataPool: JsonObject;
  readonly row: StoredSetting;
}

/** The rows of data pools in the settings table. */
@Injectable()
export class DataPoolStore {
  constructor(private readonly store: SettingsStore) {}

  /** Undefined if there is none, and for a name that no data pool can have. */
  async read(name: string): Promise<StoredPool | undefined> {
    if (!isResourceName(name)) return undefined;
    const row = await this.store.read(poolKey(name));
    return row && toPool(name, row);
  }

  /** A row with the data pool that it names, as both are at one moment. */
  async readWith(
    key: string,
    nameIn: (row: StoredSetting | undefined) => string,
  ): Promise<{ readonly row: StoredSetting | undefined; readonly pool: StoredPool | undefined }> {
    for (let name = DEFAULT_DATA_POOL; ;) {
      const [row, pool] = await this.store.readAll([key, poolKey(name)]);
      const named = nameIn(row);
      if (named === name) return { row, pool: pool && toPool(name, pool) };
      if (!isResourceName(named)) return { row, pool: undefined };
      name = named;
    }
  }

  /** As it was in the version; undefined if that is not stored any more. */
  async version(name: string, version: number): Promise<StoredPool | undefined> {
    const [row] = await this.store.versions(poolKey(name), { before: version + 1, limit: 1 });
    return row?.version === version ? toPool(name, row) : undefined;
  }

  /** The version that one save stored together with another setting, and the one before; undefined if there are not both. */
  async savedWith(
    name: string,
    { changedAt, changedBy }: Pick<StoredSetting, 'changedAt' | 'changedBy'>,
  ): Promise<{ readonly before: StoredPool; readonly after: StoredPool } | undefined> {
    const [saved] = await this.store.versions(poolKey(name), { changedAt, limit: 1 });
    const isSameSave = saved?.changedAt.getTime() === changedAt.getTime() && saved.changedBy === changedBy;
    const before = isSameSave ? await this.version(name, saved.version - 1) : undefined;
    return saved && before && { before, after: toPool(name, saved) };
  }

  /** In the order of their names. */
  async list(): Promise<readonly StoredPool[]> {
    const rows = await this.store.list(POOL_KEYS);
    const pools = rows.flatMap((row) => {
      const name = poolOfKey(row.key);
      return name === undefined ? [] : [toPool(name, row)];
    });
    return pools.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  }

  /** The write that stores a data pool in place of `stored`. */
  toWrite(
    { name, ...dataPool }: JsonObject,
    stored: StoredPool | undefined,
    changedBy: string | null,
    description = stored?.description ?? '',
  ): SettingWrite {
    return {
      key: poolKey(String(name)),
      value: { description, ...dataPool },
      expectedVersion: stored?.row.version ?? 0,
      changedBy,
      invalidates: INVALIDATES,
    };
  }
}

/** What was edited by hand and is no data pool has the defaults. */
export function toPool(name: string, row: StoredSetting): StoredPool {
  const { description = '', ...settings } = isJsonObject(row.value) ? row.value : {};
  const defaults = defaultSettings()['dataPool'] as JsonObject;
  return { name, description: String(description), dataPool: { ...defaults, ...settings, name }, row };
}
