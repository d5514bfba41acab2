import type { Statements } from '../database/database.js';
import { isGoodRun, isGoodRunOf } from '../tables/batch-run.entity.js';
import type { OwnTables } from '../tables/own-tables.js';

/**
 * Notes in the links who is no longer seen, and who is seen again, by the complete read of a run. An entry that several jobs
 * of the data pool read belongs to the one that saw it last, and only that one can miss it. Whom a run saw alone after the
 * read is not missing.
 */
export async function notePresence(statements: Statements, tables: OwnTables, runId: string): Promise<void> {
  await statements.query(
    `with this_run as (
       select r.id, r.job, r.data_pool, r.plan_position, (r.read_report ->> 'startedAt')::timestamptz as read_at,
         g.id as last_good, coalesce(g.plan_position, 0) as good_position, coalesce(g.fence, 0) as good_fence,
         array(select o.job from ${tables.run} o
           where o.data_pool = r.data_pool and o.job <> r.job and o.plan_position > r.plan_position and ${isGoodRun('o')}
         ) as later_jobs
       from ${tables.run} r
       left join lateral (
         select g.id, g.plan_position, g.fence from ${tables.run} g
         where g.job = r.job and g.data_pool = r.data_pool and g.id <> r.id and ${isGoodRun('g')}
         order by g.plan_position desc, g.fence desc limit 1) g on true
       where r.id = $1::text::uuid
     ),
     seen_alone as (
       select distinct on (s.only_dn) s.only_dn as dn, s.id, s.plan_position
       from this_run r
       join ${tables.run} s on s.job = r.job and s.data_pool = r.data_pool and ${isGoodRunOf('s', 's.only_dn')}
         and (s.plan_position, s.fence) > (r.good_position, r.good_fence)
       order by s.only_dn, s.plan_position desc, s.fence desc
     ),
     noted as (
       select run_id, stable_id, is_seen from ${tables.presence} where run_id = $1::text::uuid
     )
     update ${tables.link} l
     set not_seen_since = case when not c.is_seen then coalesce(l.not_seen_since, r.read_at) end,
       last_seen_run_id = case when not c.is_seen then coalesce(l.last_seen_run_id, a.id, r.last_good) end,
       job = case when c.is_seen then r.job else l.job end
     from noted c
     join this_run r on r.id = c.run_id
     join ${tables.link} k on k.data_pool = r.data_pool and k.stable_id = c.stable_id
     left join seen_alone a on a.dn = k.dn
     where l.data_pool = k.data_pool and l.stable_id = k.stable_id
       and case when c.is_seen then k.not_seen_since is not null or k.job is null or k.job <> all(r.later_jobs)
         else k.job = r.job and (a.plan_position is null or a.plan_position < r.plan_position) end`,
    [runId],
  );
}
