import { SyncError } from '../../contract/sync-error.js';
import type { RunRequest } from '../../engine/ports/run-store.js';
import type { Job } from '../../processes/job.js';
import type { Database, Statements } from '../database/database.js';
import { bumpGenerations, notifyProgress } from '../events/notify.js';
import { runInProgress } from '../persistence-errors.js';
import { IS_OPEN } from '../tables/batch-run.entity.js';
import type { OwnTables } from '../tables/own-tables.js';

type QueueOutcome =
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
 * Queues a run and returns its id; undefined when the tick already has a run. Throws `RUN_IN_PROGRESS` when another run
 * of the job is open.
 *
 * @param closeAbandoned closes the runs of the job whose process has died; returns whether there were any.
 */
export async function queueRun(
  database: Database,
  tables: OwnTables,
  request: RunRequest,
  closeAbandoned: () => Promise<boolean>,
): Promise<string | undefined> {
  // The open run may have been abandoned, or may end between two statements. In both cases queueing is tried again.
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const outcome = await insertQueued(database, tables, request);
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

/** Inserts the run. Unique indexes decide between processes that queue at the same time. */
function insertQueued(database: Database, tables: OwnTables, request: RunRequest): Promise<QueueOutcome> {
  return database.transaction(async (transaction) => {
    const { job, mode, trigger, startedBy } = request;
    const tick = request.scheduledFor?.toISOString() ?? null;
    const [queued] = await transaction.query<{ id: string }>(
      `insert into ${tables.run} (job, symbolic_name, data_pool, mode, "trigger", started_by, status, scheduled_for)
       values ($1::text, $2::text, $3::text, $4::text, $5::text, $6::text, 'queued', $7::text::timestamptz)
       on conflict do nothing returning id::text`,
      [job.name, job.symbolicName, job.dataPool, mode, trigger, startedBy, tick],
    );
    if (!queued) return outcomeOfConflict(transaction, tables, job, tick);

    await bumpGenerations(transaction, tables, ['batch-synchronizations', 'runs']);
    await notifyProgress(transaction, queued.id, 'queued');
    return { kind: 'queued', runId: queued.id };
  });
}

async function outcomeOfConflict(
  transaction: Statements,
  tables: OwnTables,
  job: Job,
  tick: string | null,
): Promise<QueueOutcome> {
  const runOfTick = await transaction.query(
    `select 1 from ${tables.run} where job = $1::text and scheduled_for = $2::text::timestamptz`,
    [job.name, tick],
  );
  if (runOfTick.length > 0) return { kind: 'duplicate-tick' };
  const [open] = await transaction.query<{ id: string }>(
    `select id::text from ${tables.run} where job = $1::text and (${IS_OPEN})`,
    [job.name],
  );
  return open ? { kind: 'blocked', runId: open.id } : { kind: 'retry' };
}

async function isOpen(database: Database, tables: OwnTables, runId: string): Promise<boolean> {
  const rows = await database.query(`select 1 from ${tables.run} where id = $1::text::uuid and (${IS_OPEN})`, [runId]);
  return rows.length > 0;
}
