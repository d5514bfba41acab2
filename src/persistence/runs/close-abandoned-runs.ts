import type { RunMode, RunScope, RunTrigger } from '../../contract/run.js';
import type { FinishedRun } from '../../contract/sync-metrics.js';
import type { Statements } from '../database/database.js';
import { IS_EXECUTING } from '../tables/batch-run.entity.js';
import type { OwnTables } from '../tables/own-tables.js';
import { countsOfAbortedRun, countRows } from './run-counts.js';
import { transitionRun } from './transition-run.js';

/** Whether this process executes the run. Called within the transaction, because PGlite has no lock to check. */
export type HeldByThisProcess = (runId: string) => boolean;

/**
 * Closes the runs whose process has died, and returns them. A run that someone had asked to cancel is cancelled. The
 * caller holds the lock of the users table, so no other process executes a run.
 */
export async function closeAbandonedRuns(
  transaction: Statements,
  tables: OwnTables,
  isHeldHere: HeldByThisProcess,
): Promise<readonly FinishedRun[]> {
  const executing = await transaction.query<ExecutingRunRow>(
    `select id::text, job, fence, "trigger", mode, cancel_requested_at is not null as cancelled,
       case when only_dn is null then 'everyone' else 'person' end as scope,
       extract(epoch from now() - started_at)::text as seconds
     from ${tables.run} where ${IS_EXECUTING} for update`,
  );
  const abandoned: FinishedRun[] = [];
  for (const run of executing.filter(({ id }) => !isHeldHere(id))) {
    const counts = countsOfAbortedRun(await countRows(transaction, tables, run.id, 'applied'));
    const status = run.cancelled ? 'cancelled' : 'failed';
    const reason = { code: run.cancelled ? 'RUN_CANCELLED' : 'RUN_ABANDONED', params: {} } as const;
    await transitionRun(transaction, tables, run, { status, counts, reason, ended: true }, ['users']);
    const { job, trigger, mode, scope, seconds } = run;
    abandoned.push({ job, trigger, mode, status, scope, counts, seconds: Number(seconds ?? 0) });
  }
  return abandoned;
}

interface ExecutingRunRow {
  readonly id: string;
  readonly job: string;
  readonly fence: number;
  readonly trigger: RunTrigger;
  readonly mode: RunMode;
  readonly scope: RunScope;
  readonly cancelled: boolean;
  readonly seconds: string | null;
}
