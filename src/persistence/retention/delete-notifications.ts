import type { RetentionLimits } from '../../engine/ports/run-retention.js';
import type { Statements } from '../database/database.js';
import type { OwnTables } from '../tables/own-tables.js';
import { STEP } from './step.js';

/**
 * Deletes events that are older than the retention, and events of runs that nobody was told within two days. Those about
 * overdue jobs stay, so that they are not stored again.
 */
export async function deleteNotifications(
  transaction: Statements,
  { notification }: OwnTables,
  { days }: Pick<RetentionLimits, 'days'>,
): Promise<number> {
  const deleted = await transaction.query(
    `delete from ${notification} where id in (
       select id from ${notification}
       where at < now() - make_interval(days => $1::int)
         or (finished_at is null and kind <> 'job.overdue' and at < now() - interval '2 days')
       limit ${STEP} for update skip locked)
     returning 1`,
    [days],
  );
  return deleted.length;
}
