import type { RunStatus } from '../../contract/run.js';
import { CACHE_INVALIDATED, RUN_PROGRESSED, type SyncEvent } from '../../contract/sync-events.js';
import type { Statements } from '../database/database.js';
import { arrayLiteral } from '../database/sql.js';
import type { OwnTables } from '../tables/own-tables.js';

export const CHANNEL = 'ldap_addon_batch_sync';

/**
 * Bumps cache generations and sends the events when the transaction commits. Locks the rows in the order of their names,
 * so that two transactions cannot deadlock.
 */
export async function bumpGenerations(
  transaction: Statements,
  tables: OwnTables,
  caches: readonly string[],
): Promise<void> {
  await transaction.query(
    `with raised as (
       insert into ${tables.generation} as g (cache, generation)
       select cache, 1 from unnest($1::text::text[]) cache order by cache
       on conflict (cache) do update set generation = g.generation + 1, changed_at = now()
       returning cache, generation)
     select pg_notify($2::text, json_build_object('event', $3::text, 'cache', cache, 'generation', generation)::text)::text
     from raised`,
    [arrayLiteral(caches), CHANNEL, CACHE_INVALIDATED],
  );
}

/** Sends the progress event of a run when the transaction commits. */
export async function notifyProgress(statements: Statements, runId: string, status: RunStatus): Promise<void> {
  const event: SyncEvent = { event: RUN_PROGRESSED, runId, status };
  await statements.query('select pg_notify($1::text, $2::text)::text', [CHANNEL, JSON.stringify(event)]);
}
