import type { LdapAddonBatchSyncOptions } from '../../contract/options.js';
import type { StoredSetting } from '../../contract/settings-store.js';
import { type RemovedSetting, Removals } from '../../engine/ports/removals.js';
import type { Job } from '../../processes/job.js';
import type { Database, Statements } from '../database/database.js';
import { runInProgress, settingChanged } from '../persistence-errors.js';
import { IS_EXECUTING, IS_OPEN } from '../tables/batch-run.entity.js';
import { formerName } from '../tables/former-name.js';
import type { OwnTables } from '../tables/own-tables.js';
import { ROW, type SettingRow, toSetting } from './setting-rows.js';
import type { SqlSettingsStore } from './sql-settings-store.js';

/** Deletes jobs and data pools. A host that stores settings elsewhere removes the setting after the transaction. */
export class SqlRemovals extends Removals {
  constructor(
    private readonly database: Database,
    private readonly tables: OwnTables,
    private readonly settings: SqlSettingsStore,
    private readonly elsewhere?: LdapAddonBatchSyncOptions['settingsStore'],
  ) {
    super();
  }

  job({ name }: Job, setting: RemovedSetting): Promise<void> {
    const { run, link } = this.tables;
    return this.remove(setting, async (transaction) => {
      const former = formerName(name, setting.expectedVersion);
      await transaction.query(`update ${run} set job = $2::text where job = $1::text`, [name, former]);
      // After the update, which waits for an approval that is queuing a run.
      await assertNoRun(transaction, `select id::text from ${run} where job = $1::text and (${IS_OPEN})`, former);
      await transaction.query(`update ${link} set job = null where job = $1::text`, [name]);
    });
  }

  dataPool(
    name: string,
    setting: RemovedSetting,
    assertUnused: (settings: readonly StoredSetting[]) => void,
  ): Promise<void> {
    const { run, link, setting: settings } = this.tables;
    return this.remove(setting, async (transaction) => {
      const rows = await transaction.query<SettingRow>(`select ${ROW} from ${settings}`);
      assertUnused(rows.map(toSetting));
      const open = `(${IS_OPEN}) or (${IS_EXECUTING})`;
      await assertNoRun(transaction, `select id::text from ${run} o where data_pool = $1::text and (${open})`, name);
      const former = formerName(name, setting.expectedVersion);
      await transaction.query(`update ${run} set data_pool = $2::text where data_pool = $1::text`, [name, former]);
      await transaction.query(`delete from ${link} where data_pool = $1::text`, [name]);
    });
  }

  private async remove(setting: RemovedSetting, work: (transaction: Statements) => Promise<void>): Promise<void> {
    await this.database.transaction(async (transaction) => {
      if (!this.elsewhere) await this.lock(transaction, setting);
      await work(transaction);
      if (!this.elsewhere) await this.settings.removeIn(transaction, setting);
    });
    await this.elsewhere?.remove(setting);
  }

  /** Whoever needs the row waits: a run that is being queued, or a job that is saved with the data pool. */
  private async lock(transaction: Statements, { key, expectedVersion }: RemovedSetting): Promise<void> {
    const locked = await transaction.query(
      `select 1 from ${this.tables.setting} where "key" = $1::text and version = $2::int for update`,
      [key, expectedVersion],
    );
    if (locked.length === 0) throw settingChanged();
  }
}

async function assertNoRun(transaction: Statements, found: string, name: string): Promise<void> {
  const [open] = await transaction.query<{ id: string }>(found, [name]);
  if (open) throw runInProgress(open.id);
}
