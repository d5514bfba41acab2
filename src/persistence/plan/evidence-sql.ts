import { parameter, raw, type Sql, sql, type SqlStatement, statement } from '../database/sql.js';
import type { ProblemCode } from '../../contract/error-codes.js';
import type { DefaultValues } from '../../mapping/default-values.js';
import type { MappingTarget } from '../../mapping/mapping-rule.js';
import { isNewFieldProblem, isNewProblem } from '../runs/new-problems.js';
import type { StagedTable } from '../reads/staged-table.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { UserTable } from '../users/user-table.js';
import type { FigureSources } from './figures-sql.js';
import type { Population } from './population.js';
import type { CountedValue } from './value-counts.js';

/** The plan that is judged. */
export interface JudgedPlan {
  readonly runId: string;
  /** Name of the job. */
  readonly job: string;
  readonly dataPool: string;
  /** The fields that the plan writes. */
  readonly targets: readonly MappingTarget[];
  /** What they write where an entry has no value. */
  readonly defaults?: DefaultValues;
  readonly users: UserTable;
  readonly tables: OwnTables;
}

/** A plan with the read that it was made from. */
export interface JudgedRead extends JudgedPlan {
  readonly staged: StagedTable;
}

/** The people whose value changes, among those who have one. */
export function valueSources(
  plan: JudgedPlan,
  population: Population,
  { when, position, current }: CountedValue,
): FigureSources {
  return {
    people: sql`select c.dn ${changesOfUsers(plan)} and ${when}`,
    among: population.withValue(position, current),
  };
}

/** The people who would be written, among those who are known. */
export function changeSources(plan: JudgedPlan, { known }: Population): FigureSources {
  return { people: sql`select c.dn ${changesOfUsers(plan)}`, among: known };
}

/**
 * The entries with a problem that is new, among those read: entries that have never been synchronized must not stop each
 * run. Fields that are left are judged by their common cause only.
 *
 * @param code only this problem.
 */
export function newProblemSources(plan: JudgedRead, code?: ProblemCode): FigureSources {
  const { runId, staged, tables } = plan;
  const isOfCode = code === undefined ? raw('true') : sql`p.code = ${parameter(code)}`;
  return {
    people: sql`select p.dn from ${raw(tables.problem)} p where p.run_id = ${uuid(runId)} and not p.is_partial and ${isOfCode}
  and ${isNewProblem(plan)}`,
    among: sql`select s.dn from ${raw(staged.name)} s`,
  };
}

/** Whether there is nobody yet whom a run could take over: users that runs do not see or never write do not count. */
export function isEmptySql(users: UserTable, visible: Sql | undefined): SqlStatement {
  const protectedKeys = users.protectedKeys();
  const key = raw(users.key.name);
  const isProtected = protectedKeys
    ? sql`exists (select from (${raw(protectedKeys)}) p where p.user_id = u.${key}::text)`
    : raw('false');
  return statement(sql`select not exists (
  select from ${raw(users.name)} u where ${visible ?? raw('true')} and not (${isProtected})) as empty`);
}

/** The problems of entries, the most frequent first, each with the parameters of its first one. */
export function causesSql({ runId, tables }: JudgedPlan): SqlStatement {
  return statement(sql`select g.code, null as field, g.people, p.params::text as params from (
    select code, count(*)::int as people, min(id) as first from ${raw(tables.problem)}
    where run_id = ${uuid(runId)} and not is_partial group by code) g
  join ${raw(tables.problem)} p on p.id = g.first order by g.people desc`);
}

/** The new problems of fields that are left, by code and field. The column `field` is that of the user. */
export function fieldCausesSql(plan: JudgedPlan): SqlStatement {
  return statement(sql`select p.code, p.params ->> 'field' as field, count(*)::int as people, min(p.params::text) as params
    from ${raw(plan.tables.problem)} p
    where p.run_id = ${uuid(plan.runId)} and ${isNewFieldProblem(plan)}
    group by 1, 2 order by people desc`);
}

export function changesOfUsers({ runId, tables }: JudgedPlan): Sql {
  return sql`from ${raw(tables.change)} c where c.run_id = ${uuid(runId)} and c.kind <> 'create'`;
}

export function uuid(runId: string): Sql {
  return sql`${parameter(runId)}::uuid`;
}
