import type { GuardFinding } from '../../contract/guards.js';
import type { Page, Problem, ProblemFilter, RowsRequest } from '../../contract/run-rows.js';
import type { Database } from '../database/database.js';
import { textParameters } from '../conflicts/recognized-by.js';
import { patternOf } from '../database/pattern.js';
import { join, parameter, raw, type Sql, sql, statement } from '../database/sql.js';
import { shownValue } from '../../mapping/offending-value.js';
import { unitKey } from '../journal/organizational-unit.js';
import type { OwnTables } from '../tables/own-tables.js';
import { SEARCHED_NAMES } from '../users/searched-names.js';
import type { UserTable } from '../users/user-table.js';
import { isNewFieldProblem, isNewProblem, type RunWithRead } from './new-problems.js';
import { isBigNumber, isUuid, limitOf, pageOf, positionOf } from './cursor.js';

interface ProblemRow extends Omit<Problem, 'params'> {
  readonly params: string;
}

/** A finding of a guard, and the run that it was found in. */
export interface FoundProblems extends Omit<RunWithRead, 'runId' | 'tables'> {
  readonly finding: GuardFinding;
}

type Request = RowsRequest & Omit<ProblemFilter, 'guard'> & { readonly found?: FoundProblems };

/** Lists the problems of a run in the order in which they were found. */
export class SqlProblems {
  constructor(
    private readonly database: Database,
    private readonly tables: OwnTables,
    private readonly users: UserTable,
  ) {}

  async ofRun(runId: string, { code, field, search, found: about, cursor, ...rows }: Request): Promise<Page<Problem>> {
    const limit = limitOf(rows);
    const from = positionOf(cursor, [isBigNumber]);
    if (!isUuid(runId)) return { items: [], nextCursor: null };
    const conditions = [
      sql`p.run_id = ${parameter(runId)}::uuid`,
      ...(from ? [sql`p.id > ${parameter(String(from[0]))}::bigint`] : []),
      ...(code ? [sql`p.code = ${parameter(code)}`] : []),
      ...(field ? [sql`p.params ->> 'field' = ${parameter(field)}`] : []),
      ...(search ? [await this.mentions(runId, search)] : []),
      ...(about ? isConcerned(about, { ...about, runId, tables: this.tables }) : []),
    ];
    const { sql: text, values } =
      statement(sql`select p.id::text, p.run_id::text as "runId", p.dn, p.code, p.params::text as params, p.value, p.is_partial as "isPartial"
from ${raw(this.tables.problem)} p
where ${join(conditions, ' and ')}
order by p.id limit ${parameter(String(limit + 1))}::int`);
    const found = await this.database.query<ProblemRow>(text, values);
    return pageOf(found, limit, toProblem, ({ id }) => [id]);
  }

  /** In the DN, in the value to blame, or in a name of the user to whom the entry is linked, unless the host hides it. */
  async mentions(runId: string, search: string): Promise<Sql> {
    const pattern = parameter(patternOf(search));
    const names = SEARCHED_NAMES.flatMap((name) => this.users.fields.get(name)?.asText('u') ?? []);
    const visible = await this.users.visible();
    const { name: key, type } = this.users.key;
    // For each problem over the indexes of links and users: a run has few problems, and the host may have many users.
    const isNamed = sql`exists (
      select from ${raw(this.tables.link)} l
      join ${raw(this.users.name)} u on u.${raw(key)} = l.user_id::${raw(type)}
      where l.data_pool = (select r.data_pool from ${raw(this.tables.run)} r where r.id = ${parameter(runId)}::uuid)
        and l.stable_id = p.stable_id and concat_ws(e'\\n', ${join(names)}) ilike ${pattern} and ${visible ?? raw('true')})`;
    return sql`(p.dn ilike ${pattern} or p.value ilike ${pattern}${names.length > 0 ? sql` or ${isNamed}` : raw('')})`;
  }
}

/** Guards judge problems that are new; one cause of the whole read counts all entries with it. */
function isConcerned({ finding }: FoundProblems, run: RunWithRead): readonly Sql[] {
  const { guard, unit, field, problem } = finding;
  if (guard !== 'problems' && guard !== 'oneCause') return [raw('false')];
  if (problem && field !== null) {
    const ofField = sql`p.params ->> 'field' = ${parameter(field)}`;
    return [sql`p.code = ${parameter(problem.code)}`, ofField, isNewFieldProblem(run)];
  }
  return [
    raw('not p.is_partial'),
    ...(unit === null ? [] : [sql`${unitKey(raw('p.dn'))} = lower(${parameter(unit)})`]),
    ...(problem ? [sql`p.code = ${parameter(problem.code)}`] : []),
    ...(problem && unit === null ? [] : [isNewProblem(run)]),
  ];
}

function toProblem({ params, value, ...problem }: ProblemRow): Problem {
  return {
    ...problem,
    params: textParameters(JSON.parse(params) as Problem['params']),
    value: value === null ? null : shownValue(value),
  };
}
