import { join, parameter, raw, type Sql, sql, type SqlStatement, statement } from '../database/sql.js';
import type { StagedTable } from '../reads/staged-table.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { UserTable } from '../users/user-table.js';
import type { FigureSources } from './figures-sql.js';

/** The plan that is judged, with the read that it was made from. */
export interface JudgedPlan {
  readonly runId: string;
  /** Name of the job. */
  readonly job: string;
  readonly dataPool: string;
  readonly staged: StagedTable;
  readonly users: UserTable;
  readonly tables: OwnTables;
}

/** How many existing users each of the changes concerns, as one JSON list in their order. */
export function changedValuesSql(plan: JudgedPlan, conditions: readonly Sql[]): SqlStatement {
  const counts = conditions.map((condition) => sql`count(*) filter (where ${condition})`);
  return statement(sql`select to_json(array[${join(counts)}]::int[])::text as counts ${changesOfUsers(plan)}`);
}

/** The people whose value changes, among those who have one. */
export function valueSources(plan: JudgedPlan, condition: Sql, position: number, current: Sql): FigureSources {
  const { users, tables, staged, dataPool } = plan;
  return {
    people: sql`select c.dn ${changesOfUsers(plan)} and ${condition}`,
    // A user that is taken over has no link yet.
    among: sql`select s.dn from ${raw(staged.name)} s
  join ${raw(tables.link)} l on l.data_pool = ${parameter(dataPool)} and l.stable_id = s.stable_id
  join ${raw(users.name)} u on u.${raw(users.key.name)}::text = l.user_id
  where s.code is null and (${current}) <> ''
  union all
  select c.dn ${changesOfUsers(plan)} and c.matched_by <> 'link' and c.before[${raw(String(position))}] <> ''`,
  };
}

/** The people who would be written, among those who are known: everyone read but new people and entries with a problem. */
export function changeSources(plan: JudgedPlan): FigureSources {
  const { runId, staged, tables } = plan;
  return {
    people: sql`select c.dn ${changesOfUsers(plan)}`,
    among: sql`select s.dn from ${raw(staged.name)} s
  where s.code is null
    and not exists (select from ${raw(tables.problem)} p where p.run_id = ${uuid(runId)} and p.dn = s.dn)
    and not exists (select from ${raw(tables.change)} c where c.run_id = ${uuid(runId)} and c.kind = 'create' and c.dn = s.dn)`,
  };
}

/** The entries with a problem, among those read. */
export function problemSources({ runId, staged, tables }: JudgedPlan): FigureSources {
  return {
    people: sql`select p.dn from ${raw(tables.problem)} p where p.run_id = ${uuid(runId)}`,
    among: sql`select s.dn from ${raw(staged.name)} s`,
  };
}

/** The problems that more than `floor` entries have, each with the parameters of the first one. */
export function causesSql({ runId, tables }: JudgedPlan, floor: number): SqlStatement {
  return statement(sql`select g.code, g.people, p.params::text as params from (
    select code, count(*)::int as people, min(id) as first from ${raw(tables.problem)}
    where run_id = ${uuid(runId)} group by code having count(*) > ${parameter(String(floor))}::int) g
  join ${raw(tables.problem)} p on p.id = g.first order by g.people desc`);
}

function changesOfUsers({ runId, tables }: JudgedPlan): Sql {
  return sql`from ${raw(tables.change)} c where c.run_id = ${uuid(runId)} and c.kind <> 'create'`;
}

function uuid(runId: string): Sql {
  return sql`${parameter(runId)}::uuid`;
}
