import type { RestorableUsers } from '../../engine/ports/run-history.js';
import type { Statements } from '../database/database.js';
import { arrayLiteral } from '../database/sql.js';
import { orderOfRun } from '../journal/order-of-run.js';
import { IN_FORCE } from '../tables/field-pin.entity.js';
import type { OwnTables } from '../tables/own-tables.js';

/** The DN belongs to the link and is read anew, whatever a revert does. */
const WRITTEN = `v.field <> 'dn' and v.before is distinct from v.after`;

/** Reads which users of a revert have an entry in the last complete read, and a value that is not pinned. */
export async function readRestorable(
  statements: Statements,
  tables: OwnTables,
  runId: string,
): Promise<RestorableUsers> {
  const order = await orderOfRun(statements, tables, runId);
  if (!order) return { count: 0, anyId: null };
  const [row] = await statements.query<RestorableUsers>(
    `select count(*)::int as count, min(c.user_id) as "anyId"
     from ${tables.change} c
     where c.run_id = $1::text::uuid and c.state <> 'refused'
       and exists (select from ${tables.link} l where l.user_id = c.user_id and l.not_seen_since is null)
       and exists (
         select from unnest($2::text::text[], c.before, c.after) as v(field, before, after)
         where ${WRITTEN} and not exists (
           select from ${tables.pin} p where p.user_id = c.user_id and p.field = v.field and ${IN_FORCE}))`,
    [runId, arrayLiteral(order.names)],
  );
  return row ?? { count: 0, anyId: null };
}
