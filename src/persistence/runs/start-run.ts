import type { FinishedRun } from '../../contract/sync-metrics.js';
import type { LeasedRun } from '../../engine/ports/run-store.js';
import type { Statements } from '../database/database.js';
import type { Job } from '../../processes/job.js';
import { type BatchRunRow, IS_EXECUTING } from '../tables/batch-run.entity.js';
import { bumpGenerations, notifyProgress } from '../events/notify.js';
import type { OwnTables } from '../tables/own-tables.js';
import { toProgress } from './run-row.js';
import { closeAbandonedRuns, type HeldByThisProcess } from './close-abandoned-runs.js';

/** The started run, if it was still queued, and the abandoned runs that were closed before. */
export interface StartedRun {
  readonly run: LeasedRun | undefined;
  readonly abandoned: readonly FinishedRun[];
}

/**
 * Starts a queued run with a new fencing token: with its read, or with its stored plan. Not while another run is being
 * executed, as the embedded database has no lock to check, nor while another one has waited for longer. The caller holds
 * the lock of the users table.
 */
export async function startQueued(
  transaction: Statements,
  tables: OwnTables,
  queued: BatchRunRow,
  job: Job,
  isHeldHere: HeldByThisProcess,
): Promise<StartedRun> {
  const { id, mode, onlyDn } = queued;
  const isApproved = queued.approvedAt != null || queued.resumedAt != null;
  const status = isApproved ? 'planned' : 'reading';
  const abandoned = await closeAbandonedRuns(transaction, tables, isHeldHere);
  const [started] = await transaction.query<{ fence: number }>(
    `update ${tables.run} r set status = $3::text, data_pool = $2::text, started_at = case when resumed_at is null then now() else started_at end,
       fence = (select max(fence) + 1 from ${tables.run})
     where id = $1::text::uuid and status = 'queued' and not exists (
       select 1 from ${tables.run} o where (o.status = 'queued' and o.position < r.position) or (${IS_EXECUTING}))
     returning fence`,
    [id, job.dataPool, status],
  );
  if (!started) return { run: undefined, abandoned };
  await bumpGenerations(transaction, tables, ['batch-synchronizations', 'runs']);
  await notifyProgress(transaction, id, status);
  const { read, applied, total } = toProgress(queued);
  const progress = { read, applied, total };
  const run = { id, job, mode, only: onlyDn ?? null, fence: started.fence, isApproved, progress };
  return { run, abandoned };
}
