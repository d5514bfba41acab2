import type { MikroORM } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';

import type { DatabaseConfig } from '../config/host-config.js';

// Any number, as long as no other software on this database takes it too.
const MIGRATIONS_LOCK = 5_162_377_014;

/** Brings the host's own tables up to date. Processes that start together take turns. */
export async function migrateHost(orm: MikroORM, database: DatabaseConfig): Promise<void> {
  // The embedded database has one session: nobody to take turns with, and a migration inside of a transaction would wait for itself.
  if (database.kind === 'embedded') {
    await orm.migrator.up();
    return;
  }
  await (orm.em as SqlEntityManager).fork().transactional(async (em) => {
    await em.execute('select pg_advisory_xact_lock(?)', [MIGRATIONS_LOCK]);
    await orm.migrator.up();
  });
}
