import { SyncError } from '../../contract/sync-error.js';
import type { Database, Statements } from '../database/database.js';
import { isUniqueViolation } from '../database/sql-state.js';
import { runInProgress } from '../persistence-errors.js';
import { IS_OPEN } from '../tables/batch-run.entity.js';
import type { OwnTables } from '../tables/own-tables.js';

export type QueueOutcome =
  | { readonly kind: 'queued'; readonly runId: string }
  /** The tick of the schedule already has a run. */
  | { readonly kind: 'duplicate-tick' }
  /** Another run of the job is open. */
  | { readonly kind: 'blocked'; readonly runId: string }
  /** The open run ended before its id was read. */
  | { readonly kind: 'retry' };

/** Attempts to queue a run while other runs of the job start and end. */
const MAX_ATTEMPTS = 10;

/**
 * Tries to queue a run while other runs of the job start and end. Returns its id; undefined when the tick already has a
 * run. Throws `RUN_IN_PROGRESS` when another run of the job is open.
 *
 * @param queue one attempt, in a transaction.
 * @param closeAbandoned closes the runs whose process has died; returns whether there were any.
 */
export async function untilQueued(
  database: Database,
  tables: OwnTables,
  queue: (transaction: Statements) => Promise<QueueOutcome>,
  closeAbandoned: () => Promise<boolean>,
): Promise<string | undefined> {
  // The open run may have been abandoned, or may end between two statements. In both cases queueing is tried again.
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const outcome = await database.transaction(queue).catch(retryUnlessFirst);
    if (outcome.kind === 'queued') return outcome.runId;
    if (outcome.kind === 'duplicate-tick') return undefined;
    if (outcome.kind === 'retry') continue;
    if (attempt >= 3) throw runInProgress(outcome.runId);
    if (!(await closeAbandoned()) && (await isOpen(database, tables, outcome.runId))) {
      throw runInProgress(outcome.runId);
    }
  }
  throw new SyncError('UNEXPECTED');
}

/** The id of the open run of the job. */
export async function openRunOf(statements: Statements, tables: OwnTables, job: string): Promise<string | undefined> {
  const [open] = await statements.query<{ id: string }>(
    `select id::text from ${tables.run} where job = $1::text and (${IS_OPEN})`,
    [job],
  );
  return open?.id;
}

/** The unique index on open runs refuses the second of two that are queued at the same time. */
function retryUnlessFirst(error: unknown): QueueOutcome {
  if (isUniqueViolation(error)) return { kind: 'retry' };
  throw error;
}

async function isOpen(database: Database, tables: OwnTables, runId: string): Promise<boolean> {
  const rows = await database.query(`select 1 from ${tables.run} where id = $1::text::uuid and (${IS_OPEN})`, [runId]);
  return rows.length > 0;
}
