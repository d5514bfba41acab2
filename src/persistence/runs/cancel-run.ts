import { SyncError } from '../../contract/sync-error.js';
import type { Statements } from '../database/database.js';
import { bumpGenerations, notifyProgress } from '../events/notify.js';
import type { OwnTables } from '../tables/own-tables.js';
import { countsOfAbortedRun, countRows } from './run-counts.js';

/**
 * Ends a queued run; stores the request for the process that executes the run. The row lock decides between the request
 * and a process that begins or ends the run at the same time. Throws `RUN_ENDED`.
 */
export async function cancelRun(
  transaction: Statements,
  tables: OwnTables,
  runId: string,
  cancelledBy: string | null,
): Promise<void> {
  const [run] = await transaction.query<{ queued: boolean }>(
    `select status = 'queued' as queued from ${tables.run}
     where id = $1::text::uuid and ended_at is null for update`,
    [runId],
  );
  if (!run) throw new SyncError('RUN_ENDED', { params: { runId } });
  await transaction.query(
    `update ${tables.run} set cancel_requested_at = now(), cancel_requested_by = $2::text
     where id = $1::text::uuid and cancel_requested_at is null`,
    [runId, cancelledBy],
  );
  if (run.queued) await endQueued(transaction, tables, runId);
  await bumpGenerations(transaction, tables, ['batch-synchronizations', 'runs']);
}

/** Of an approved plan that was queued, nothing was applied. */
async function endQueued(transaction: Statements, tables: OwnTables, runId: string): Promise<void> {
  const counts = countsOfAbortedRun(await countRows(transaction, tables, runId, 'applied'));
  await transaction.query(
    `update ${tables.run} set status = 'cancelled', ended_at = now(), reason_code = 'RUN_CANCELLED',
       counts = $2::text::jsonb, unsaved_settings = null
     where id = $1::text::uuid`,
    [runId, JSON.stringify(counts)],
  );
  await notifyProgress(transaction, runId, 'cancelled');
}
