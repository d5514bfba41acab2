import type { LeasedRun } from '../../engine/ports/run-store.js';
import type { Statements } from '../database/database.js';
import type { Job } from '../../processes/job.js';
import type { BatchRunRow } from '../tables/batch-run.entity.js';
import { bumpGenerations, notifyProgress } from '../events/notify.js';
import type { OwnTables } from '../tables/own-tables.js';
import { transitionRun } from './transition-run.js';
import { countsOfAbortedRun, countRows } from './run-counts.js';

/** Runs that some process is executing, or was. */
export const IS_EXECUTING = `(status in ('reading', 'applying') or (status = 'planned' and mode = 'apply')) and ended_at is null`;

/** Whether this process is executing the run. Asked within the transaction: on PGlite there is no lock that says so. */
type IsHeldHere = (runId: string) => boolean;

/** Makes a queued run the one that is executed, with a fence that no other holder has. The caller holds the lock. */
export async function startQueued(
  transaction: Statements,
  tables: OwnTables,
  queued: Pick<BatchRunRow, 'id' | 'mode'>,
  job: Job,
  isHeldHere: IsHeldHere,
): Promise<LeasedRun | undefined> {
  const { id, mode } = queued;
  await closeAbandoned(transaction, tables, job, isHeldHere);
  const [taken] = await transaction.query<{ fence: number }>(
    `update ${tables.run} set status = 'reading', data_pool = $3::text, started_at = now(),
       fence = (select max(fence) + 1 from ${tables.run} where job = $2::text)
     where id = $1::text::uuid and status = 'queued'
     returning fence`,
    [id, job.name, job.dataPool],
  );
  if (!taken) return undefined;
  await bumpGenerations(transaction, tables, ['batch-synchronizations', 'runs']);
  await notifyProgress(transaction, id, 'reading');
  return { id, job, mode, fence: taken.fence };
}

/** Ends the runs whose process is gone. The caller holds the lock, so nobody is executing any. */
export async function closeAbandoned(
  transaction: Statements,
  tables: OwnTables,
  job: Job,
  isHeldHere: IsHeldHere,
): Promise<boolean> {
  const left = await transaction.query<{ id: string; fence: number }>(
    `select id::text, fence from ${tables.run} where job = $1::text and ${IS_EXECUTING} for update`,
    [job.name],
  );
  const abandoned = left.filter(({ id }) => !isHeldHere(id));
  for (const run of abandoned) {
    const counts = countsOfAbortedRun(await countRows(transaction, tables, run.id, 'applied'));
    const reason = { code: 'RUN_ABANDONED', params: {} } as const;
    await transitionRun(transaction, tables, run, { status: 'failed', counts, reason, ended: true }, ['users']);
  }
  return abandoned.length > 0;
}
