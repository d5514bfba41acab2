import type { Revert } from '../../contract/run.js';
import type { Statements } from '../database/database.js';
import { arrayLiteral } from '../database/sql.js';
import { isUuid } from '../runs/cursor.js';
import { IS_APPLIED } from '../tables/batch-change.entity.js';
import type { OwnTables } from '../tables/own-tables.js';
import { orderOfRun } from './order-of-run.js';

/**
 * Whether a run has applied a change to these users (null: all) of one of these fields (null: all). Of a created user, the
 * state is turned back, and nothing else. The DN belongs to the link, which stays.
 */
export async function hasSelected(
  statements: Statements,
  tables: OwnTables,
  runId: string,
  { users, fields }: Pick<Revert, 'users' | 'fields'>,
): Promise<boolean> {
  const order = isUuid(runId) ? await orderOfRun(statements, tables, runId) : undefined;
  if (!order) return false;
  const positions = order.names.flatMap((name, index) =>
    name !== 'dn' && (fields === null || fields.includes(name)) ? [index + 1] : [],
  );
  const [row] = await statements.query<{ found: boolean }>(
    `select exists (
       select from ${tables.change} c join ${tables.run} r on r.id = c.run_id
       where c.run_id = $1::text::uuid and r.expired_at is null and ${IS_APPLIED}
         and ($2::text::text[] is null or c.user_id = any($2::text::text[]))
         and exists (
           select from unnest($3::text::int[]) p
           where case c.kind when 'create' then p = $4::int else c.before[p] is distinct from c.after[p] end)) as found`,
    [runId, users && arrayLiteral(users), arrayLiteral(positions), order.names.indexOf('state') + 1],
  );
  return row?.found === true;
}
