import type { Statements } from '../database/database.js';
import type { OwnTables } from '../tables/own-tables.js';

/**
 * Notes in the links who is no longer seen, and who is seen again, by the complete read of a run. An entry that several jobs
 * may read belongs to the one that saw it again.
 */
export async function notePresence(statements: Statements, tables: OwnTables, runId: string): Promise<void> {
  await statements.query(
    `with this_run as (
       select r.id, r.job, r.data_pool, (r.read_report ->> 'startedAt')::timestamptz as read_at, (
         select g.id from ${tables.run} g
         where g.job = r.job and g.data_pool = r.data_pool and g.id <> r.id and g.reverts_run_id is null
           and g.status in ('succeeded', 'succeeded-with-problems')
         order by g.started_at desc limit 1) as last_good
       from ${tables.run} r where r.id = $1::text::uuid
     ),
     noted as (
       delete from ${tables.presence} where run_id = $1::text::uuid returning run_id, stable_id, is_seen
     )
     update ${tables.link} l
     set not_seen_since = case when not c.is_seen then coalesce(l.not_seen_since, r.read_at) end,
       last_seen_run_id = case when not c.is_seen then coalesce(l.last_seen_run_id, r.last_good) end,
       job = case when c.is_seen then r.job else l.job end
     from noted c
     join this_run r on r.id = c.run_id
     where l.data_pool = r.data_pool and l.stable_id = c.stable_id`,
    [runId],
  );
}
