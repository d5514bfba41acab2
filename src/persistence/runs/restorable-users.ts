import type { RestorableUsers } from '../../engine/ports/run-history.js';
import type { Statements } from '../database/database.js';
import { arrayLiteral } from '../database/sql.js';
import { orderOfRun } from '../journal/order-of-run.js';
import { isGoodRun } from '../tables/batch-run.entity.js';
import { IN_FORCE } from '../tables/field-pin.entity.js';
import type { OwnTables } from '../tables/own-tables.js';

/** The DN belongs to the link and is read anew, whatever a revert does. */
const WRITTEN = `v.field <> 'dn' and v.before is distinct from v.after`;

/**
 * Reads which users of a revert have an entry in the last complete read, and a value that is not pinned. Nobody once a
 * later good run has written the values of the directory.
 */
export async function readRestorable(
  statements: Statements,
  tables: OwnTables,
  runId: string,
): Promise<RestorableUsers> {
  const order = await orderOfRun(statements, tables, runId);
  if (!order) return { count: 0, anyId: null };
  const [row] = await statements.query<RestorableUsers>(
    `select count(*)::int as count, min(c.user_id) as "anyId"
     from ${tables.run} r
     join ${tables.change} c on c.run_id = r.id and c.state <> 'refused' and (r.mode = 'plan' or c.seq <= r.applied_through)
     join ${tables.link} l on l.data_pool = r.data_pool and l.stable_id = c.stable_id and l.not_seen_since is null
     where r.id = $1::text::uuid
       and not exists (
         select from ${tables.run} g where g.job = r.job and g.position > r.position and ${isGoodRun('g')})
       and exists (
         select from unnest($2::text::text[], c.before, c.after) as v(field, before, after)
         where ${WRITTEN} and not exists (
           select from ${tables.pin} p where p.user_id = c.user_id and p.field = v.field and ${IN_FORCE}))`,
    [runId, arrayLiteral(order.names)],
  );
  return row ?? { count: 0, anyId: null };
}
