import type { MikroORM } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';

import type { DatabaseConfig } from '../config/host-config.js';

// An arbitrary number that no other software uses on this database.
const MIGRATIONS_LOCK = 5_162_377_014;

/** Updates the host's tables. A lock serializes processes that start at the same time. */
export async function migrateHost(orm: MikroORM, database: DatabaseConfig): Promise<void> {
  // The embedded database has a single session. It needs no lock, and a migration within a transaction would deadlock.
  if (database.kind === 'embedded') {
    await orm.migrator.up();
    return;
  }
  await (orm.em as SqlEntityManager).fork().transactional(async (em) => {
    await em.execute('select pg_advisory_xact_lock(?)', [MIGRATIONS_LOCK]);
    await orm.migrator.up();
  });
}
