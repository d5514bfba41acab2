import type { RetentionLimits } from '../../engine/ports/run-retention.js';
import type { Statements } from '../database/database.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { UserTable } from '../users/user-table.js';
import { STEP } from './step.js';

/**
 * Deletes links of users who do not exist any more, once their entries have not been seen for the age of the retention. As long as an
 * entry is read, its link says that the user was deleted by hand, and nobody is created in its place.
 */
export async function deleteLinks(
  transaction: Statements,
  { link }: OwnTables,
  { name, key }: Pick<UserTable, 'name' | 'key'>,
  { days }: Pick<RetentionLimits, 'days'>,
): Promise<number> {
  const deleted = await transaction.query(
    `delete from ${link} where (data_pool, stable_id) in (
       select l.data_pool, l.stable_id from ${link} l
       where l.not_seen_since < now() - make_interval(days => $1::int)
         and not exists (select from ${name} u where u.${key.name} = l.user_id::${key.type})
       limit ${STEP} for update of l skip locked)
     returning 1`,
    [days],
  );
  return deleted.length;
}
