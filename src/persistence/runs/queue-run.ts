import type { Job } from '../../processes/job.js';
import type { RunRequest } from '../../engine/ports/run-store.js';
import type { Database, Statements } from '../database/database.js';
import { bumpGenerations, notifyProgress } from '../events/notify.js';
import type { OwnTables } from '../tables/own-tables.js';
import { IS_EXECUTING } from './start-run.js';

export type QueueOutcome =
  | { readonly kind: 'queued'; readonly runId: string }
  | { readonly kind: 'tick-had-its-run' }
  | { readonly kind: 'in-the-way'; readonly runId: string }
  /** What was in the way ended before it could be named. */
  | { readonly kind: 'free-again' };

/** Puts a run into the queue unless one is open, or the tick had its own: unique indexes decide between processes. */
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
    if (!queued) return whyNot(transaction, tables, job, tick);

    await bumpGenerations(transaction, tables, ['batch-synchronizations', 'runs']);
    await notifyProgress(transaction, queued.id, 'queued');
    return { kind: 'queued', runId: queued.id };
  });
}

async function whyNot(
  transaction: Statements,
  tables: OwnTables,
  job: Job,
  tick: string | null,
): Promise<QueueOutcome> {
  const had = await transaction.query(
    `select 1 from ${tables.run} where job = $1::text and scheduled_for = $2::text::timestamptz`,
    [job.name, tick],
  );
  if (had.length > 0) return { kind: 'tick-had-its-run' };
  const [open] = await transaction.query<{ id: string }>(
    `select id::text from ${tables.run} where job = $1::text and (status = 'queued' or ${IS_EXECUTING})`,
    [job.name],
  );
  return open ? { kind: 'in-the-way', runId: open.id } : { kind: 'free-again' };
}
