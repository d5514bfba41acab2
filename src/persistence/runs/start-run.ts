import type { RunTrigger } from '../../contract/runs.js';
import type { FinishedRun } from '../../contract/sync-metrics.js';
import type { LeasedRun } from '../../engine/ports/run-store.js';
import type { Statements } from '../database/database.js';
import type { Job } from '../../processes/job.js';
import { type BatchRunRow, IS_EXECUTING } from '../tables/batch-run.entity.js';
import { bumpGenerations, notifyProgress } from '../events/notify.js';
import type { OwnTables } from '../tables/own-tables.js';
import { transitionRun } from './transition-run.js';
import { countsOfAbortedRun, countRows } from './run-counts.js';

/** Whether this process executes the run. Called within the transaction, because PGlite has no lock to check. */
type HeldByThisProcess = (runId: string) => boolean;

/** The started run, if it was still queued, and the abandoned runs that were closed before. */
export interface StartedRun {
  readonly run: LeasedRun | undefined;
  readonly abandoned: readonly FinishedRun[];
}

/** Starts a queued run with a new fencing token. The caller holds the job's lock. */
export async function startQueued(
  transaction: Statements,
  tables: OwnTables,
  queued: Pick<BatchRunRow, 'id' | 'mode'>,
  job: Job,
  isHeldHere: HeldByThisProcess,
): Promise<StartedRun> {
  const { id, mode } = queued;
  const abandoned = await closeAbandoned(transaction, tables, job, isHeldHere);
  const [started] = await transaction.query<{ fence: number }>(
    `update ${tables.run} set status = 'reading', data_pool = $3::text, started_at = now(),
       fence = (select max(fence) + 1 from ${tables.run} where job = $2::text)
     where id = $1::text::uuid and status = 'queued'
     returning fence`,
    [id, job.name, job.dataPool],
  );
  if (!started) return { run: undefined, abandoned };
  await bumpGenerations(transaction, tables, ['batch-synchronizations', 'runs']);
  await notifyProgress(transaction, id, 'reading');
  return { run: { id, job, mode, fence: started.fence }, abandoned };
}

/**
 * Closes the runs whose process has died, and returns them. The caller holds the job's lock, so no other process executes
 * a run of the job.
 */
export async function closeAbandoned(
  transaction: Statements,
  tables: OwnTables,
  job: Job,
  isHeldHere: HeldByThisProcess,
): Promise<readonly FinishedRun[]> {
  const executing = await transaction.query<ExecutingRunRow>(
    `select id::text, fence, "trigger", extract(epoch from now() - started_at)::text as seconds
     from ${tables.run} where job = $1::text and ${IS_EXECUTING} for update`,
    [job.name],
  );
  const abandoned: FinishedRun[] = [];
  for (const run of executing.filter(({ id }) => !isHeldHere(id))) {
    const counts = countsOfAbortedRun(await countRows(transaction, tables, run.id, 'applied'));
    const reason = { code: 'RUN_ABANDONED', params: {} } as const;
    await transitionRun(transaction, tables, run, { status: 'failed', counts, reason, ended: true }, ['users']);
    const { trigger, seconds } = run;
    abandoned.push({ job: job.name, trigger, status: 'failed', counts, seconds: Number(seconds ?? 0) });
  }
  return abandoned;
}

interface ExecutingRunRow {
  readonly id: string;
  readonly fence: number;
  readonly trigger: RunTrigger;
  readonly seconds: string | null;
}
