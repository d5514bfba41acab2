import type { RunTrigger } from '../../contract/run.js';
import type { FinishedRun } from '../../contract/sync-metrics.js';
import type { OpenRun } from '../../sync/ports/runs.js';
import type { Statements } from '../database/database.js';
import type { BatchRunRow } from '../entities/batch-run.entity.js';
import { raise, tellProgress } from '../events/announce.js';
import type { OwnTables } from '../own-tables.js';
import { moveRun } from './move-run.js';
import { brokenOff, countRows } from './run-counts.js';

/** Runs that some process is executing, or was. */
export const OPEN = `(status in ('reading', 'applying') or (status = 'planned' and mode = 'apply')) and ended_at is null`;

/** Whether this process is executing the run. Asked within the transaction: on PGlite there is no lock that says so. */
type IsOurs = (runId: string) => boolean;

/** A run that was taken, if it still waited, and those of processes that are gone, which were closed before. */
export interface Taken {
  readonly run: OpenRun | undefined;
  readonly abandoned: readonly FinishedRun[];
}

/** Makes a queued run the one that is executed, with a fence that no other holder has. The caller holds the lock. */
export async function takeQueued(
  transaction: Statements,
  tables: OwnTables,
  waiting: Pick<BatchRunRow, 'id' | 'symbolicName' | 'mode'>,
  dataPool: string,
  isOurs: IsOurs,
): Promise<Taken> {
  const { id, symbolicName, mode } = waiting;
  const abandoned = await closeAbandoned(transaction, tables, symbolicName, isOurs);
  const [taken] = await transaction.query<{ fence: number }>(
    `update ${tables.run} set status = 'reading', data_pool = $3::text, started_at = now(),
       fence = (select max(fence) + 1 from ${tables.run} where symbolic_name = $2::text)
     where id = $1::text::uuid and status = 'queued'
     returning fence`,
    [id, symbolicName, dataPool],
  );
  if (!taken) return { run: undefined, abandoned };
  await raise(transaction, tables, ['batch-synchronizations', 'runs']);
  await tellProgress(transaction, id, 'reading');
  return { run: { id, symbolicName, dataPool, mode, fence: taken.fence }, abandoned };
}

/** Ends the runs whose process is gone, and says which. The caller holds the lock, so nobody is executing any. */
export async function closeAbandoned(
  transaction: Statements,
  tables: OwnTables,
  symbolicName: string,
  isOurs: IsOurs,
): Promise<readonly FinishedRun[]> {
  const left = await transaction.query<LeftRun>(
    `select id::text, fence, "trigger", extract(epoch from now() - started_at)::text as seconds
     from ${tables.run} where symbolic_name = $1::text and ${OPEN} for update`,
    [symbolicName],
  );
  const abandoned: FinishedRun[] = [];
  for (const run of left.filter(({ id }) => !isOurs(id))) {
    const counts = brokenOff(await countRows(transaction, tables, run.id, 'applied'));
    const reason = { code: 'RUN_ABANDONED', params: {} } as const;
    await moveRun(transaction, tables, run, { status: 'failed', counts, reason, ended: true }, ['users']);
    const { trigger, seconds } = run;
    abandoned.push({ symbolicName, trigger, status: 'failed', counts, seconds: Number(seconds ?? 0) });
  }
  return abandoned;
}

interface LeftRun {
  readonly id: string;
  readonly fence: number;
  readonly trigger: RunTrigger;
  readonly seconds: string | null;
}
