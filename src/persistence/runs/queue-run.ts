import type { RunRequest } from '../../sync/ports/runs.js';
import type { Database, Statements } from '../database/database.js';
import { raise, tellProgress } from '../events/announce.js';
import type { OwnTables } from '../own-tables.js';
import { OPEN } from './open-run.js';

export type QueueOutcome =
  | { readonly kind: 'queued'; readonly runId: string }
  | { readonly kind: 'tick-had-its-run' }
  | { readonly kind: 'in-the-way'; readonly runId: string }
  /** What was in the way ended before it could be named. */
  | { readonly kind: 'free-again' };

/** Puts a run into the queue unless one is open, or the tick had its own: unique indexes decide between processes. */
export function insertQueued(database: Database, tables: OwnTables, request: RunRequest): Promise<QueueOutcome> {
  return database.transaction(async (transaction) => {
    const { symbolicName, mode, trigger, startedBy } = request;
    const tick = request.scheduledFor?.toISOString() ?? null;
    const [queued] = await transaction.query<{ id: string }>(
      `insert into ${tables.run} (symbolic_name, mode, "trigger", started_by, status, scheduled_for)
       values ($1::text, $2::text, $3::text, $4::text, 'queued', $5::text::timestamptz)
       on conflict do nothing returning id::text`,
      [symbolicName, mode, trigger, startedBy, tick],
    );
    if (!queued) return whyNot(transaction, tables, symbolicName, tick);

    await raise(transaction, tables, ['batch-synchronizations', 'runs']);
    await tellProgress(transaction, queued.id, 'queued');
    return { kind: 'queued', runId: queued.id };
  });
}

async function whyNot(
  transaction: Statements,
  tables: OwnTables,
  symbolicName: string,
  tick: string | null,
): Promise<QueueOutcome> {
  const had = await transaction.query(
    `select 1 from ${tables.run} where symbolic_name = $1::text and scheduled_for = $2::text::timestamptz`,
    [symbolicName, tick],
  );
  if (had.length > 0) return { kind: 'tick-had-its-run' };
  const [open] = await transaction.query<{ id: string }>(
    `select id::text from ${tables.run} where symbolic_name = $1::text and (status = 'queued' or ${OPEN})`,
    [symbolicName],
  );
  return open ? { kind: 'in-the-way', runId: open.id } : { kind: 'free-again' };
}
