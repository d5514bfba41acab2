import type { Job } from '../../processes/job.js';
import type { RunRequest } from '../../engine/ports/run-store.js';
import type { Database, Statements } from '../database/database.js';
import { bumpGenerations, notifyProgress } from '../events/notify.js';
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

/**
 * Queues a run unless another one of the job is open or the tick already has a run. Unique indexes decide between
 * processes that queue at the same time.
 */
export function insertQueued(database: Database, tables: OwnTables, request: RunRequest): Promise<QueueOutcome> {
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
