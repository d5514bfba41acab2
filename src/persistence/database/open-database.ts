import type { MikroORM } from '@mikro-orm/core';
import type { DatabaseAccess } from '../../contract/database-access.js';
import type { LdapAddonBatchSyncOptions } from '../../contract/options.js';
import { migrate } from '../tables/migrations/migrate.js';
import { OWN_ENTITIES } from '../tables/own-entities.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { Database } from './database.js';
import { warnOfLetterCase } from './letter-case.js';
import { PgliteDatabase } from './pglite-database.js';
import { PostgresDatabase } from './postgres-database.js';

/**
 * Registers the add-on's entities with the host's ORM and migrates the add-on's tables. Throws `MIGRATION_FAILED`.
 */
export async function openDatabase(
  orm: MikroORM,
  access: DatabaseAccess,
  tables: OwnTables,
  options: Pick<LdapAddonBatchSyncOptions, 'migrate'>,
): Promise<Database> {
  const missing = OWN_ENTITIES.filter((entity) => !orm.getMetadata().find(entity.meta.class));
  if (missing.length > 0) orm.discoverEntity(missing);
  const native = await access.native();
  const database = native.kind === 'pglite' ? new PgliteDatabase(native.client) : new PostgresDatabase(native.pool);
  if (options.migrate ?? true) await migrate(database, tables);
  await warnOfLetterCase(database);
  return database;
}
