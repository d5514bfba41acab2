import type { Statements } from '../database/database.js';
import { parameter, raw, type Sql, sql, statement } from '../database/sql.js';
import type { JudgedPlan, JudgedRead } from './evidence-sql.js';
import type { FigureSources } from './figures-sql.js';

export interface Presence {
  /** People whom the job saw until now and this read did not contain. */
  readonly lost: number;
  /** All people of the job whom this read did not contain, without those whom this plan links to another entry. */
  readonly notSeen: number;
}

/**
 * Notes which people of the job the read did not contain although they were seen until now, and which it contains again or
 * another job saw last, and counts them. A person who moved has an entry, and so has one whose link this plan moves: they are
 * not lost. Links change when the run completes.
 */
export async function recordPresence(transaction: Statements, plan: JudgedRead): Promise<Presence> {
  const { runId, dataPool, staged, tables } = plan;
  // An anti-join and a few rows: one condition with "or" would look each link up in the read twice.
  const isStaged = sql`exists (select from ${raw(staged.name)} s where s.stable_id = l.stable_id)`;
  const ofPool = sql`l.data_pool = ${parameter(dataPool)}`;
  const { sql: text, values } = statement(sql`with links as materialized (
  select l.stable_id, l.not_seen_since is null as was_seen, false as is_seen
  from ${raw(tables.link)} l
  where ${ofPool} and ${isOfJob(plan.job)} and not ${isStaged}
    and not exists (
      select from ${raw(tables.change)} c
      where c.run_id = ${parameter(runId)}::uuid and c.moved_link #>> '{before,stable_id}' = l.stable_id)
  union all
  select l.stable_id, false, true
  from ${raw(tables.link)} l
  where ${isToBeNoted(plan)} and ${isStaged}
    and (select exists (select from ${raw(tables.link)} l where ${isToBeNoted(plan)}))
),
differences as (
  insert into ${raw(tables.presence)} (run_id, stable_id, is_seen)
  select ${parameter(runId)}::uuid, stable_id, is_seen
  from links
  where was_seen <> is_seen
)
select count(*) filter (where was_seen)::int as lost, count(*)::int as "notSeen" from links where not is_seen`);
  const [presence] = await transaction.query<Presence>(text, values);
  return presence ?? { lost: 0, notSeen: 0 };
}

/** Notes that the person whom a run read is seen again, or by its job. Whom else it did not read says nothing about them. */
export async function recordSeenAgain(transaction: Statements, plan: JudgedRead): Promise<void> {
  const { runId, staged, tables } = plan;
  const { sql: text, values } = statement(sql`insert into ${raw(tables.presence)} (run_id, stable_id, is_seen)
select ${parameter(runId)}::uuid, l.stable_id, true
from ${raw(tables.link)} l
where ${isToBeNoted(plan)}
  and l.stable_id in (select s.stable_id from ${raw(staged.name)} s)`);
  await transaction.query(text, values);
}

/** True for the link of a person of whom a read says something new if it contains them: they belong to the job again. */
function isToBeNoted({ job, dataPool }: JudgedRead): Sql {
  return sql`l.data_pool = ${parameter(dataPool)}
    and (l.not_seen_since is not null or l.job is distinct from ${parameter(job)})`;
}

/** The lost people, among those whom the job saw until now. */
export function lostSources(plan: JudgedPlan): FigureSources {
  const { runId, dataPool, tables } = plan;
  return {
    people: sql`select l.dn from ${raw(tables.presence)} c
  join ${raw(tables.link)} l on l.data_pool = ${parameter(dataPool)} and l.stable_id = c.stable_id
  where c.run_id = ${parameter(runId)}::uuid and not c.is_seen`,
    among: sql`select l.dn from ${raw(tables.link)} l
  where l.data_pool = ${parameter(dataPool)} and l.not_seen_since is null and ${isOfJob(plan.job)}`,
  };
}

/** Jobs that share a data pool do not miss each other's people. A link without a job belongs to nobody: its job was deleted. */
export function isOfJob(job: string): Sql {
  return sql`l.job = ${parameter(job)}`;
}
