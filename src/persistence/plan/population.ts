import { parameter, raw, type Sql, sql } from '../database/sql.js';
import { changesOfUsers, type JudgedPlan, type JudgedRead, uuid } from './evidence-sql.js';
import { isOfJob } from './presence.js';

/** The people among whom a plan changes some, each a row with a `dn`. */
export interface Population {
  /** Those who have the value `current` of the user `u`. */
  withValue(position: number, current: Sql): Sql;
  /** Those who are known already. */
  readonly known: Sql;
}

/** Everyone read. New people and entries with a problem are not known. */
export function populationOfRead(plan: JudgedRead): Population {
  const { runId, tables, staged } = plan;
  return {
    // A user that is taken over has no link yet.
    withValue: (position, current) => sql`select s.dn ${linkedEntries(plan)} and (${current}) <> ''
  union all
  select c.dn ${changesOfUsers(plan)} and c.matched_by <> 'link' and c.before[${raw(String(position))}] <> ''`,
    known: sql`select s.dn from ${raw(staged.name)} s
  where s.code is null
    and not exists (select from ${raw(tables.problem)} p where p.run_id = ${uuid(runId)} and p.dn = s.dn and not p.is_partial)
    and not exists (select from ${raw(tables.change)} c where c.run_id = ${uuid(runId)} and c.kind = 'create' and c.dn = s.dn)`,
  };
}

/** The entries `s` with a link, and their users `u`. */
export function linkedEntries({ users, tables, staged, dataPool }: JudgedRead): Sql {
  return sql`from ${raw(staged.name)} s
  join ${raw(tables.link)} l on l.data_pool = ${parameter(dataPool)} and l.stable_id = s.stable_id
  join ${raw(users.name)} u on u.${raw(users.key.name)}::text = l.user_id
  where s.code is null`;
}

/** Everyone with a link of the job, for a plan without a read, and whoever it changes, with or without a link. */
export function populationOfJob(plan: JudgedPlan): Population {
  const { runId, users, tables, dataPool } = plan;
  const isOfUser = (user: string) => sql`u.${raw(users.key.name)}::text = ${raw(user)}`;
  const people = (condition: Sql) => sql`select l.dn from ${raw(tables.link)} l
  join ${raw(users.name)} u on ${isOfUser('l.user_id')}
  where l.data_pool = ${parameter(dataPool)} and ${isOfJob(plan.job)}
    and not exists (select ${changesOfUsers(plan)} and c.user_id = l.user_id)${condition}
  union all
  select c.dn from ${raw(tables.change)} c
  join ${raw(users.name)} u on ${isOfUser('c.user_id')}
  where c.run_id = ${uuid(runId)} and c.kind <> 'create'${condition}`;
  return { withValue: (_position, current) => people(sql` and (${current}) <> ''`), known: people(raw('')) };
}
