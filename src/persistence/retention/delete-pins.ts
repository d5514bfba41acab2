import type { Statements } from '../database/database.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { UserTable } from '../users/user-table.js';

/** Deletes pins that have expired, and those of users who do not exist any more. Their history stays. */
export async function deletePins(
  transaction: Statements,
  { pin }: OwnTables,
  { name, key }: Pick<UserTable, 'name' | 'key'>,
): Promise<number> {
  const deleted = await transaction.query(
    `delete from ${pin} p
     where p.expires_at <= now() or not exists (select from ${name} u where u.${key.name}::text = p.user_id)
     returning 1`,
  );
  return deleted.length;
}
