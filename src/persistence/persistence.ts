import type { MikroORM } from '@mikro-orm/core';
import type { LdapAddonBatchSyncOptions } from '../contract/options.js';
import type { Database } from './database/database.js';
import { OrmDatabaseAccess } from './database/orm-database-access.js';
import { PgliteDatabase } from './database/pglite-database.js';
import { PostgresDatabase } from './database/postgres-database.js';
import { OWN_ENTITIES } from './tables/own-entities.js';
import { migrate } from './tables/migrations/migrate.js';
import { type OwnTables, ownTables } from './tables/own-tables.js';
import { RunLeases } from './runs/run-leases.js';
import { readUserTable } from './users/read-user-table.js';
import type { UserTable } from './users/user-table.js';

/** What the services of this folder share. */
export interface Persistence {
  readonly orm: MikroORM;
  readonly access: OrmDatabaseAccess;
  readonly database: Database;
  readonly tables: OwnTables;
  readonly users: UserTable;
  readonly leases: RunLeases;
}

type Options = Pick<LdapAddonBatchSyncOptions, 'users' | 'migrate'>;

/**
 * Makes the add-on at home in the host's ORM: its entities beside the host's, its tables up to date, the host's users
 * table understood. Throws `USER_ENTITY_UNSUPPORTED` or `MIGRATION_FAILED`.
 */
export async function openPersistence(orm: MikroORM, options: Options): Promise<Persistence> {
  const known = OWN_ENTITIES.filter((entity) => !orm.getMetadata().find(entity.meta.class));
  if (known.length > 0) orm.discoverEntity(known);
  const users = readUserTable(orm, options.users);

  const access = new OrmDatabaseAccess(orm);
  const native = await access.native();
  const database = native.kind === 'pglite' ? new PgliteDatabase(native.client) : new PostgresDatabase(native.pool);
  const tables = ownTables(orm);
  if (options.migrate ?? true) await migrate(database, tables);
  return { orm, access, database, tables, users, leases: new RunLeases(database, tables) };
}
