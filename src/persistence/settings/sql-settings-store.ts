import type { MikroORM } from '@mikro-orm/core';
import {
  type ReplaceSettings,
  type ReplaceVersion,
  SettingsStore,
  type SettingWrite,
  type StoredSetting,
  type VersionsRequest,
} from '../../contract/settings-store.js';
import type { Database, SqlValue, Statements } from '../database/database.js';
import { AdminSetting } from '../tables/admin-setting.entity.js';
import { bumpGenerations } from '../events/notify.js';
import type { OwnTables } from '../tables/own-tables.js';
import { settingChanged } from '../persistence-errors.js';
import { decoded, ROW, type SettingRow, toSetting, WRITTEN, type WrittenRow } from './setting-rows.js';

/** Of a row that was removed, there is nothing but the number of its last version. */
const IS_KEPT = `value <> 'null'::jsonb`;

/**
 * Stores settings in the table `admin_setting`, and the versions that saves replace in `admin_setting_version`.
 * Administrators may edit the rows in the database.
 */
export class SqlSettingsStore extends SettingsStore {
  constructor(
    private readonly orm: MikroORM,
    private readonly database: Database,
    private readonly tables: OwnTables,
  ) {
    super();
  }

  async read(key: string): Promise<StoredSetting | undefined> {
    const options = { filters: false, disableIdentityMap: true } as const;
    const row = await this.orm.em.fork().findOne(AdminSetting, { key }, options);
    if (!row) return undefined;
    const { value, version, changedAt, changedBy } = row;
    return { key, value, version, changedAt, changedBy: changedBy ?? null };
  }

  override async readAll(keys: readonly string[]): Promise<readonly (StoredSetting | undefined)[]> {
    const rows = await this.database.query<SettingRow>(
      `select ${ROW} from ${this.tables.setting}
       where "key" in (select key from json_array_elements_text($1::text::json) as asked (key))`,
      [JSON.stringify(keys)],
    );
    return keys.map((key) => rows.map(toSetting).find((row) => row.key === key));
  }

  override async versions(
    key: string,
    { before, changedAt, limit }: VersionsRequest,
  ): Promise<readonly StoredSetting[]> {
    const { setting, settingVersion } = this.tables;
    const asked = `"key" = $1::text and ($2::bigint is null or version < $2::bigint)
      and ($4::timestamptz is null or changed_at = $4::timestamptz)`;
    const rows = await this.database.query<SettingRow>(
      `select ${ROW} from ${setting} where ${asked}
       union all
       select ${ROW} from ${settingVersion} earlier where ${asked} and ${IS_KEPT} and not exists (
         select 1 from ${setting} stored where stored."key" = earlier."key" and stored.version = earlier.version)
       order by version desc limit $3::int`,
      [key, before ?? null, limit, changedAt?.toISOString() ?? null],
    );
    return rows.map(toSetting);
  }

  override async removedVersion(key: string): Promise<number> {
    const [removed] = await this.database.query<{ version: number }>(
      `select coalesce(max(version), 0)::int as version from ${this.tables.settingVersion}
       where "key" = $1::text and not (${IS_KEPT})`,
      [key],
    );
    return removed?.version ?? 0;
  }

  override async list(prefix: string): Promise<readonly StoredSetting[]> {
    const rows = await this.database.query<SettingRow>(
      `select ${ROW} from ${this.tables.setting} where starts_with("key", $1::text) order by "key"`,
      [prefix],
    );
    return rows.map(toSetting);
  }

  async write(setting: SettingWrite): Promise<StoredSetting> {
    const [stored] = await this.writeAll([setting]);
    if (!stored) throw settingChanged();
    return stored;
  }

  override writeAll(settings: readonly SettingWrite[]): Promise<readonly StoredSetting[]> {
    return this.database.transaction(async (transaction) => {
      const written: StoredSetting[] = [];
      // In one order, so that two processes cannot wait for each other.
      for (const setting of settings.toSorted((one, other) => (one.key < other.key ? -1 : 1))) {
        if (setting.needs !== undefined) await this.assertStored(transaction, setting.needs);
        if (setting.expectedVersion > 0) await this.keepReplaced(transaction, setting);
        const stored = await this.writeRow(transaction, setting);
        if (!stored) throw settingChanged();
        written.push(stored);
      }
      await this.invalidate(transaction, settings);
      return settings.flatMap(({ key }) => written.filter((each) => each.key === key));
    });
  }

  override remove(setting: Pick<SettingWrite, 'key' | 'expectedVersion' | 'invalidates'>): Promise<void> {
    return this.database.transaction((transaction) => this.removeIn(transaction, setting));
  }

  /** Removes a row with its versions. Its last number is kept, so that it is not used again. */
  async removeIn(
    transaction: Statements,
    setting: Pick<SettingWrite, 'key' | 'expectedVersion' | 'invalidates'>,
  ): Promise<void> {
    const { key, expectedVersion } = setting;
    const removed = await transaction.query(
      `delete from ${this.tables.setting} where "key" = $1::text and version = $2::int returning 1`,
      [key, expectedVersion],
    );
    if (removed.length === 0) throw settingChanged();
    await transaction.query(`delete from ${this.tables.settingVersion} where "key" = $1::text`, [key]);
    await transaction.query(
      `insert into ${this.tables.settingVersion} ("key", version, value, changed_at) values ($1::text, $2::int, 'null', now())`,
      [key, expectedVersion],
    );
    await this.invalidate(transaction, [setting]);
  }

  override replaceAll(replace: ReplaceSettings, replaceVersion: ReplaceVersion): Promise<void> {
    return this.database.transaction(async (transaction) => {
      const { setting, settingVersion } = this.tables;
      const rows = await transaction.query<SettingRow>(`select ${ROW} from ${setting} order by "key" for update`);
      for (const [key, value] of replace(rows.map(toSetting))) {
        await transaction.query(
          `insert into ${setting} ("key", value, version) values ($1::text, $2::text::jsonb, 1)
           on conflict ("key") do update set value = excluded.value`,
          [key, JSON.stringify(value)],
        );
      }
      const earlier = await transaction.query<SettingRow>(
        `select ${ROW} from ${settingVersion} where ${IS_KEPT} order by "key", version for update`,
      );
      for (const version of earlier.map(toSetting)) {
        const value = replaceVersion(version);
        if (value === undefined) continue;
        const sql = `update ${settingVersion} set value = $3::text::jsonb where "key" = $1::text and version = $2::int`;
        await transaction.query(sql, [version.key, version.version, JSON.stringify(value)]);
      }
    });
  }

  private async invalidate(
    transaction: Statements,
    settings: readonly Pick<SettingWrite, 'invalidates'>[],
  ): Promise<void> {
    const caches = [...new Set(settings.flatMap(({ invalidates }) => invalidates))];
    if (caches.length > 0) await bumpGenerations(transaction, this.tables, caches);
  }

  /** Throws `SETTING_CHANGED`. The row cannot be removed until the transaction ends. */
  private async assertStored(transaction: Statements, key: string): Promise<void> {
    const sql = `select 1 from ${this.tables.setting} where "key" = $1::text for key share`;
    if ((await transaction.query(sql, [key])).length === 0) throw settingChanged();
  }

  /** Keeps the row as it is now: it may have been edited by hand, with its version or without. */
  private async keepReplaced(
    transaction: Statements,
    { key, expectedVersion }: Pick<SettingWrite, 'key' | 'expectedVersion'>,
  ): Promise<void> {
    const { setting, settingVersion } = this.tables;
    await transaction.query(
      `insert into ${settingVersion} ("key", version, value, changed_at, changed_by)
       select "key", version, value, changed_at, changed_by from ${setting}
       where "key" = $1::text and version = $2::int
       on conflict ("key", version) do update
         set value = excluded.value, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
      [key, expectedVersion],
    );
  }

  /** Returns the row as it was written; undefined when the stored version is not the expected one. */
  private async writeRow(transaction: Statements, setting: SettingWrite): Promise<StoredSetting | undefined> {
    const { key, value, changedBy, expectedVersion } = setting;
    const values: SqlValue[] = [key, JSON.stringify(value), changedBy];
    const { setting: table, settingVersion } = this.tables;
    const [row] =
      expectedVersion === 0
        ? // A row that was deleted by hand leaves its earlier versions, whose numbers are not used again.
          await transaction.query<WrittenRow>(
            `insert into ${table} ("key", value, version, changed_by)
             select $1::text, $2::text::jsonb, coalesce(max(version), 0) + 1, $3::text
             from ${settingVersion} where "key" = $1::text
             on conflict do nothing returning ${WRITTEN}`,
            values,
          )
        : await transaction.query<WrittenRow>(
            `update ${table} set value = $2::text::jsonb, version = version + 1, changed_by = $3::text, changed_at = now()
             where "key" = $1::text and version = $4::int returning ${WRITTEN}`,
            [...values, expectedVersion],
          );
    if (!row) return undefined;
    return { key, version: row.version, changedBy, ...decoded(row) };
  }
}
