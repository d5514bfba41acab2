import type { RestorableUsers } from '../../engine/ports/run-history.js';
import type { Statements } from '../database/database.js';
import { arrayLiteral } from '../database/sql.js';
import { orderOfRun } from '../journal/order-of-run.js';
import { isGoodRun } from '../tables/batch-run.entity.js';
import { IN_FORCE } from '../tables/field-pin.entity.js';
import type { OwnTables } from '../tables/own-tables.js';

/**
 * The values of a revert (`user_id` and `field`) whose user has an entry in the last complete read, and that are not
 * pinned. None once a later good run has written the values of the directory. Parameters: the ID of the run, and the names
 * of its values. The DN belongs to the link and is read anew, whatever a revert does.
 */
export function restorableValues({ run, change, link, pin }: OwnTables): string {
  return `
     select c.user_id, v.field
     from ${run} r
     join ${change} c on c.run_id = r.id and c.state <> 'refused' and (r.mode = 'plan' or c.seq <= r.applied_through)
     join ${link} l on l.data_pool = r.data_pool and l.stable_id = c.stable_id and l.not_seen_since is null
     cross join lateral unnest($2::text::text[], c.before, c.after) as v(field, before, after)
     where r.id = $1::text::uuid
       and not exists (
         select from ${run} g where g.job = r.job and g.position > r.position and ${isGoodRun('g')})
       and v.field <> 'dn' and v.before is distinct from v.after
       and not exists (
         select from ${pin} p where p.user_id = c.user_id and p.field = v.field and ${IN_FORCE})`;
}

/** Reads how many users have values that the next run could write again, and one of them. */
export async function readRestorable(
  statements: Statements,
  tables: OwnTables,
  runId: string,
): Promise<RestorableUsers> {
  const order = await orderOfRun(statements, tables, runId);
  if (!order) return { count: 0, anyId: null };
  const [row] = await statements.query<RestorableUsers>(
    `select count(distinct user_id)::int as count, min(user_id) as "anyId" from (${restorableValues(tables)}) v`,
    [runId, arrayLiteral(order.names)],
  );
  return row ?? { count: 0, anyId: null };
}
