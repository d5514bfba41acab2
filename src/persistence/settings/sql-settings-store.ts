import type { MikroORM } from '@mikro-orm/core';
import {
  type ReplaceSettings,
  SettingsStore,
  type SettingWrite,
  type StoredSetting,
} from '../../contract/settings-store.js';
import type { Database, SqlValue, Statements } from '../database/database.js';
import { AdminSetting } from '../tables/admin-setting.entity.js';
import { bumpGenerations } from '../events/notify.js';
import type { OwnTables } from '../tables/own-tables.js';
import { settingChanged } from '../persistence-errors.js';

/** Stores settings in the table `admin_setting`. Administrators may edit its rows in the database. */
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

  write(setting: SettingWrite): Promise<StoredSetting> {
    return this.database.transaction(async (transaction) => {
      const stored = await this.writeRow(transaction, setting);
      if (!stored) throw settingChanged();
      if (setting.invalidates.length > 0) await bumpGenerations(transaction, this.tables, setting.invalidates);
      return stored;
    });
  }

  override replaceAll(replace: ReplaceSettings): Promise<void> {
    return this.database.transaction(async (transaction) => {
      const table = this.tables.setting;
      const rows = await transaction.query<WrittenRow & { key: string; changedBy: string | null }>(
        `select "key", changed_by as "changedBy", ${WRITTEN} from ${table} order by "key" for update`,
      );
      const replaced = replace(rows.map((row) => ({ ...row, ...decoded(row) })));
      for (const [key, value] of replaced) {
        const sql = `update ${table} set value = $2::text::jsonb where "key" = $1::text`;
        await transaction.query(sql, [key, JSON.stringify(value)]);
      }
    });
  }

  /** Returns the row as it was written; undefined when the stored version is not the expected one. */
  private async writeRow(transaction: Statements, setting: SettingWrite): Promise<StoredSetting | undefined> {
    const { key, value, changedBy, expectedVersion } = setting;
    const values: SqlValue[] = [key, JSON.stringify(value), changedBy];
    const table = this.tables.setting;
    const [row] =
      expectedVersion === 0
        ? await transaction.query<WrittenRow>(
            `insert into ${table} ("key", value, version, changed_by) values ($1::text, $2::text::jsonb, 1, $3::text)
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

function decoded({ value, changedAt }: WrittenRow): Pick<StoredSetting, 'value' | 'changedAt'> {
  return { value: JSON.parse(value), changedAt: new Date(Number(changedAt)) };
}

const WRITTEN = `value::text as value, version, (extract(epoch from changed_at) * 1000)::bigint::text as "changedAt"`;

interface WrittenRow {
  readonly value: string;
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly changedAt: string;
}
