import type { Statements } from '../database/database.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { UserTable } from '../users/user-table.js';
import { STEP } from './step.js';

/** Deletes pins that have expired, and those of users who do not exist any more. Their history stays. */
export async function deletePins(
  transaction: Statements,
  { pin }: OwnTables,
  { name, key }: Pick<UserTable, 'name' | 'key'>,
): Promise<number> {
  const deleted = await transaction.query(
    `delete from ${pin} where (user_id, field) in (
       select p.user_id, p.field from ${pin} p
       where p.expires_at <= now() or not exists (select from ${name} u where u.${key.name}::text = p.user_id)
       limit ${STEP} for update of p skip locked)
     returning 1`,
  );
  return deleted.length;
}
