import { isDeepStrictEqual } from 'node:util';

import { Injectable } from '@nestjs/common';

import { DEFAULT_DATA_POOL } from '../../contract/data-pool-names.js';
import { SettingsStore, type SettingWrite, type StoredSetting } from '../../contract/settings-store.js';
import type { Job } from '../../processes/job.js';
import { isJsonObject, type JsonObject } from '../json-object.js';
import { settingsToday } from '../upgrade-search.js';
import { defaultSettings } from '../stored-settings.js';
import { dataPoolUnknown } from '../settings-errors.js';
import { DataPoolStore, INVALIDATES, type StoredPool } from './data-pool-store.service.js';

/** The stored settings of a job with those of its data pool in the section `dataPool`. */
export interface StoredJobSettings extends StoredSetting {
  /** Version of the data pool; 0 if it is not stored. */
  readonly dataPoolVersion: number;
  /** Who saved the data pool; undefined if it is not stored. */
  readonly dataPoolChangedBy?: string | null | undefined;
}

/** What a write of settings replaces. */
export interface ReplacedSettings {
  readonly version: number;
  /** Version of the data pool that the settings are on. */
  readonly dataPoolVersion: number;
  /** Whether values of the data pool were given; otherwise it stays as it is stored. */
  readonly withDataPool: boolean;
}

/** Joins the rows of jobs with those of their data pools, and separates them again. */
@Injectable()
export class JobSettingsStore {
  constructor(
    private readonly store: SettingsStore,
    private readonly pools: DataPoolStore,
  ) {}

  /** Undefined if neither the job nor its data pool is stored. */
  async read({ settingKey: key }: Job): Promise<StoredJobSettings | undefined> {
    const { row, pool } = await this.pools.readWith(key, (found) => poolNameOf(found?.value));
    if (row && isWhole(row.value)) return { ...row, dataPoolVersion: 0 };
    if (row) {
      const ofPool = { dataPoolVersion: pool?.row.version ?? 0, dataPoolChangedBy: pool?.row.changedBy };
      return { ...row, value: joined(row.value, pool), ...ofPool };
    }
    if (!pool) return undefined;
    const { version, changedAt, changedBy } = pool.row;
    const value = joined(defaultSettings(), pool);
    return { key, value, version: 0, changedAt, changedBy, dataPoolVersion: version };
  }

  /** The settings with those of another data pool, and its version. Throws `DATA_POOL_UNKNOWN`. */
  async onPool(settings: JsonObject, name: string): Promise<Pick<StoredJobSettings, 'value' | 'dataPoolVersion'>> {
    const pool = await this.pools.read(name);
    if (!pool && name !== DEFAULT_DATA_POOL) throw dataPoolUnknown(name);
    const value = { ...settings, dataPool: pool?.dataPool ?? defaultSettings()['dataPool'] };
    return { value, dataPoolVersion: pool?.row.version ?? 0 };
  }

  /**
   * Stores both rows in one transaction. The version of a data pool that does not differ stays. Throws `SETTING_CHANGED` if
   * another save came first, of the job or of a data pool that is to be written.
   */
  async write(
    { settingKey: key }: Job,
    settings: JsonObject,
    replaced: ReplacedSettings,
    changedBy: string | null,
  ): Promise<StoredJobSettings> {
    const { dataPool, ...others } = settings as JsonObject & { readonly dataPool: JsonObject };
    const name = poolNameOf(settings);
    const { row, pool } = await this.pools.readWith(key, () => name);
    const value = { ...namingOf(row?.value), ...others, dataPool: name };
    const written = { key, value, expectedVersion: replaced.version, changedBy, invalidates: INVALIDATES };
    const writes = [{ ...written, ...(pool && { needs: pool.row.key }) }];
    const poolWrites = this.poolWrites(
      dataPool,
      pool,
      { ...replaced, isSeparate: !row || !isWhole(row.value) },
      changedBy,
    );
    const [stored, storedPool] = await this.store.writeAll([...writes, ...poolWrites]);
    if (!stored) throw new TypeError('A write returns the row that it stored.');
    const dataPoolVersion = storedPool?.version ?? pool?.row.version ?? 0;
    const shown = poolWrites.length > 0 || !pool ? dataPool : pool.dataPool;
    return { ...stored, value: { ...others, dataPool: shown }, dataPoolVersion };
  }

  private poolWrites(
    dataPool: JsonObject,
    pool: StoredPool | undefined,
    { dataPoolVersion, withDataPool, isSeparate }: ReplacedSettings & { readonly isSeparate: boolean },
    changedBy: string | null,
  ): readonly SettingWrite[] {
    const isWritten = !pool || !isSeparate || (withDataPool && !isDeepStrictEqual(pool.dataPool, dataPool));
    if (!isWritten) return [];
    const write = this.pools.toWrite(dataPool, pool, changedBy);
    return [isSeparate ? { ...write, expectedVersion: dataPoolVersion } : write];
  }

  /**
   * A version of the settings with a version of its data pool. Versions before 0.5.0 have a data pool of their own.
   *
   * @param dataPoolVersion absent: the stored one.
   */
  async withPool(version: StoredSetting, dataPoolVersion?: number): Promise<StoredSetting> {
    if (isWhole(version.value)) return version;
    const name = poolNameOf(version.value);
    const pool = await (dataPoolVersion === undefined
      ? this.pools.read(name)
      : this.pools.version(name, dataPoolVersion));
    return { ...version, value: joined(version.value, pool) };
  }
}

/** Whether the settings contain a data pool, and not only its name. */
export function isWhole(settings: unknown): boolean {
  return isJsonObject(settings) && typeof settings['dataPool'] !== 'string';
}

/** Whether a part of settings has values of the data pool, and not only its name. */
export function hasPoolValues(part: unknown): boolean {
  const today = settingsToday(part);
  const dataPool = isJsonObject(today) ? today['dataPool'] : undefined;
  return isJsonObject(dataPool) && Object.keys(dataPool).some((name) => name !== 'name');
}

/** The name of the data pool of settings in any form. */
export function poolNameOf(settings: unknown): string {
  const today = settingsToday(settings);
  const dataPool = isJsonObject(today) ? today['dataPool'] : undefined;
  const name = isJsonObject(dataPool) ? dataPool['name'] : undefined;
  return typeof name === 'string' ? name : DEFAULT_DATA_POOL;
}

/** What a row of a further job has besides its settings. */
export function namingOf(row: unknown): JsonObject {
  if (!isJsonObject(row)) return {};
  return Object.fromEntries(Object.entries(row).filter(([name]) => name === 'process' || name === 'description'));
}

function joined(row: unknown, pool: StoredPool | undefined): unknown {
  if (!isJsonObject(row)) return row;
  const { process: _process, description: _description, ...settings } = row;
  return { ...settings, dataPool: pool?.dataPool ?? { name: poolNameOf(row) } };
}
