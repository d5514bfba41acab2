import type { MikroORM } from '@mikro-orm/core';
import type { UserBinding } from '../../../../src/contract/user-binding.js';
import type { Database } from '../../../../src/persistence/database/database.js';
import { openDatabase } from '../../../../src/persistence/database/open-database.js';
import { OrmDatabaseAccess } from '../../../../src/persistence/database/orm-database-access.js';
import { RunLeases } from '../../../../src/persistence/runs/run-leases.js';
import { type OwnTables, ownTables } from '../../../../src/persistence/tables/own-tables.js';
import { readUserTable } from '../../../../src/persistence/users/read-user-table.js';
import type { UserTable } from '../../../../src/persistence/users/user-table.js';

/** The shared providers of the persistence folder, without a Nest application. */
export interface Persistence {
  readonly orm: MikroORM;
  readonly database: Database;
  readonly tables: OwnTables;
  readonly users: UserTable;
  readonly leases: RunLeases;
}

export interface PersistenceOptions {
  readonly users: UserBinding;
  readonly migrate?: boolean;
  /** Puts something between the services and the database. */
  readonly through?: (database: Database) => Database;
}

export async function openPersistence(orm: MikroORM, options: PersistenceOptions): Promise<Persistence> {
  const users = readUserTable(orm, options.users);
  const tables = ownTables(orm);
  const { through = (own) => own } = options;
  const database = through(await openDatabase(orm, new OrmDatabaseAccess(orm), tables, options));
  return { orm, database, tables, users, leases: new RunLeases(database, tables) };
}
