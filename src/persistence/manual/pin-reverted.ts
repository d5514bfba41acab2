import type { RevertedPinsRequest } from '../../contract/pins.js';
import { storableText } from '../../contract/storable-text.js';
import type { Statements } from '../database/database.js';
import { arrayLiteral } from '../database/sql.js';
import { orderOfRun } from '../journal/order-of-run.js';
import { restorableValues } from '../runs/restorable-users.js';
import type { OwnTables } from '../tables/own-tables.js';

/**
 * Pins the values of an applied revert that the next run could write again, with an entry in the journal for each user.
 * `source` is not a value of the directory and cannot be pinned.
 *
 * @returns the number of users.
 */
export async function pinReverted(
  transaction: Statements,
  tables: OwnTables,
  runId: string,
  { reason, expiresAt, pinnedBy }: RevertedPinsRequest,
): Promise<number> {
  const order = await orderOfRun(transaction, tables, runId);
  if (!order) return 0;
  const recorded = await transaction.query(
    `with reverted as (${restorableValues(tables)} and r.mode = 'apply' and r.reverts_run_id is not null and v.field <> 'source'),
     pinned as (
       insert into ${tables.pin} (user_id, field, reason, pinned_by, expires_at)
       select user_id, field, $3::text, $4::text, $5::text::timestamptz from reverted
       on conflict (user_id, field) do update set reason = excluded.reason, pinned_by = excluded.pinned_by,
         pinned_at = excluded.pinned_at, expires_at = excluded.expires_at
       returning user_id, field)
     insert into ${tables.manualChange} (user_id, changed_by, reason, names, before, after, pins, position)
     select user_id, $4::text, $3::text, '{}', '{}', '{}',
       jsonb_object_agg(field, jsonb_build_object('expiresAt', $5::text)), nextval('${tables.position}')
     from pinned group by user_id
     returning user_id`,
    [runId, arrayLiteral(order.names), storableText(reason), pinnedBy, expiresAt?.toISOString() ?? null],
  );
  return recorded.length;
}
