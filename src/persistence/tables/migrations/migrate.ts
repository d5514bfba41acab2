import type { Database, Statements } from '../../database/database.js';
import { migrationFailed } from '../../persistence-errors.js';
import type { OwnTables } from '../own-tables.js';
import type { Migration } from './migration.js';
import { migration0001 } from './migration-0001-tables.js';
import { migration0002 } from './migration-0002-jobs-and-counts.js';

const MIGRATIONS: readonly Migration[] = [migration0001, migration0002];

/**
 * Brings the add-on's tables up to date, all or nothing. Processes that start at once take leases; the tables and the
 * bookkeeping of the host's own migrations are not touched.
 */
export async function migrate(database: Database, tables: OwnTables): Promise<void> {
  try {
    await database.transaction((transaction) => bringUpToDate(transaction, tables));
  } catch (error) {
    throw migrationFailed(error);
  }
}

async function bringUpToDate(transaction: Statements, tables: OwnTables): Promise<void> {
  await transaction.query(`select pg_advisory_xact_lock(hashtextextended('ldap-addon-batch-sync:migrate', 0))`);
  const bookkeeping = tables.migration;
  await transaction.query(
    `create table if not exists ${bookkeeping} (
      "name" text not null, "executed_at" timestamptz(3) not null default now(), primary key ("name"))`,
  );
  const executed = await transaction.query<{ name: string }>(`select name from ${bookkeeping}`);
  const names = new Set(executed.map(({ name }) => name));
  for (const migration of MIGRATIONS.filter(({ name }) => !names.has(name))) {
    for (const statement of migration.up(tables)) await transaction.query(statement);
    await transaction.query(`insert into ${bookkeeping} (name) values ($1)`, [migration.name]);
  }
}
