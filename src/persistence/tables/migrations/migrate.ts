import type { Database, Statements } from '../../database/database.js';
import { migrationFailed } from '../../persistence-errors.js';
import type { OwnTables } from '../own-tables.js';
import type { Migration } from './migration.js';
import { migration0001 } from './migration-0001-tables.js';
import { migration0002 } from './migration-0002-jobs-and-counts.js';
import { migration0003 } from './migration-0003-journal-written-once.js';
import { migration0004 } from './migration-0004-approval.js';
import { migration0005 } from './migration-0005-guards.js';
import { migration0006 } from './migration-0006-cancel.js';
import { migration0007 } from './migration-0007-revert.js';
import { migration0008 } from './migration-0008-setting-versions.js';
import { migration0009 } from './migration-0009-not-seen.js';
import { migration0010 } from './migration-0010-retention.js';
import { migration0011 } from './migration-0011-approval-policy.js';
import { migration0012 } from './migration-0012-manual-changes.js';
import { migration0013 } from './migration-0013-notifications.js';
import { migration0014 } from './migration-0014-unsaved-settings.js';
import { migration0015 } from './migration-0015-one-person.js';
import { migration0016 } from './migration-0016-pins.js';
import { migration0017 } from './migration-0017-guard-figures.js';
import { migration0018 } from './migration-0018-order.js';
import { migration0019 } from './migration-0019-values-of-problems.js';
import { migration0020 } from './migration-0020-order-of-deferred-changes.js';
import { migration0021 } from './migration-0021-retention-of-manual-changes.js';
import { migration0022 } from './migration-0022-problem-groups-omitted.js';
import { migration0023 } from './migration-0023-data-pool-version.js';
import { migration0025 } from './migration-0025-links-of-nobody.js';
import { migration0024 } from './migration-0024-conflicts.js';

const MIGRATIONS: readonly Migration[] = [
  migration0001,
  migration0002,
  migration0003,
  migration0004,
  migration0005,
  migration0006,
  migration0007,
  migration0008,
  migration0009,
  migration0010,
  migration0011,
  migration0012,
  migration0013,
  migration0014,
  migration0015,
  migration0016,
  migration0017,
  migration0018,
  migration0019,
  migration0020,
  migration0021,
  migration0022,
  migration0023,
  migration0024,
  migration0025,
];

/**
 * Executes the pending migrations of the add-on's tables in one transaction. A lock makes processes that start at the
 * same time wait for each other. The host's own migrations and their table are not affected.
 */
export async function migrate(database: Database, tables: OwnTables): Promise<void> {
  try {
    await database.transaction((transaction) => executePending(transaction, tables));
  } catch (error) {
    throw migrationFailed(error);
  }
}

async function executePending(transaction: Statements, tables: OwnTables): Promise<void> {
  await transaction.query(`select pg_advisory_xact_lock(hashtextextended('ldap-addon-batch-sync:migrate', 0))`);
  await transaction.query(
    `create table if not exists ${tables.migration} (
      "name" text not null, "executed_at" timestamptz(3) not null default now(), primary key ("name"))`,
  );
  const executed = await transaction.query<{ name: string }>(`select name from ${tables.migration}`);
  const names = new Set(executed.map(({ name }) => name));
  for (const migration of MIGRATIONS.filter(({ name }) => !names.has(name))) {
    for (const statement of migration.up(tables)) await transaction.query(statement);
    await transaction.query(`insert into ${tables.migration} (name) values ($1)`, [migration.name]);
  }
}
