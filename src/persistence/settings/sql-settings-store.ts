import type { MikroORM } from '@mikro-orm/core';
import { SettingsStore, type SettingWrite, type StoredSetting } from '../../contract/settings-store.js';
import type { Database, SqlValue, Statements } from '../database/database.js';
import { AdminSetting } from '../tables/admin-setting.entity.js';
import { bumpGenerations } from '../events/notify.js';
import type { OwnTables } from '../tables/own-tables.js';
import { settingChanged } from '../persistence-errors.js';

/** Settings in the table `admin_setting`; its rows may be edited by hand. */
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

  async write(setting: SettingWrite): Promise<StoredSetting> {
    await this.database.transaction(async (transaction) => {
      if (!(await this.stored(transaction, setting))) throw settingChanged();
      if (setting.invalidates.length > 0) await bumpGenerations(transaction, this.tables, setting.invalidates);
    });
    const stored = await this.read(setting.key);
    if (!stored) throw settingChanged();
    return stored;
  }

  /** False when somebody was quicker. */
  private async stored(transaction: Statements, setting: SettingWrite): Promise<boolean> {
    const { key, value, changedBy, expectedVersion } = setting;
    const values: SqlValue[] = [key, JSON.stringify(value), changedBy];
    const table = this.tables.setting;
    const rows =
      expectedVersion === 0
        ? await transaction.query(
            `insert into ${table} ("key", value, version, changed_by) values ($1::text, $2::text::jsonb, 1, $3::text)
             on conflict do nothing returning 1`,
            values,
          )
        : await transaction.query(
            `update ${table} set value = $2::text::jsonb, version = version + 1, changed_by = $3::text, changed_at = now()
             where "key" = $1::text and version = $4::int returning 1`,
            [...values, expectedVersion],
          );
    return rows.length > 0;
  }
}
