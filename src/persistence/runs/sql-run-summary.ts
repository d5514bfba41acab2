import { CHANGE_PATTERNS, type ChangePattern } from '../../contract/change-patterns.js';
import { inFieldOrder } from '../../contract/field-order.js';
import type { ProblemCode } from '../../contract/error-codes.js';
import type { RunSummary } from '../../contract/run-rows.js';
import type { Database } from '../database/database.js';
import { arrayLiteral } from '../database/sql.js';
import { orderOfRun } from '../journal/order-of-run.js';
import { patternSql } from '../journal/pattern-sql.js';
import type { ValueOrder } from '../journal/value-order.js';
import type { OwnTables } from '../tables/own-tables.js';

/** Counts the rows of a run. */
export class SqlRunSummary {
  constructor(
    private readonly database: Database,
    private readonly tables: OwnTables,
  ) {}

  async of(runId: string): Promise<RunSummary> {
    const order = await orderOfRun(this.database, this.tables, runId);
    const [values, problems] = await Promise.all([order ? this.values(runId, order) : [], this.problems(runId)]);
    return { fields: fieldsIn(values), patterns: patternsIn(values), problems };
  }

  /** The changed values by field and pattern. */
  private values(runId: string, { names }: ValueOrder): Promise<ValueRow[]> {
    const patterns = names.map((name, index) => `when ${index + 1} then ${patternSql(name, 'v.before', 'v.after')}`);
    return this.database.query<ValueRow>(
      `select ($2::text::text[])[g.position] as field, g.pattern, g.changes from (
         select v.position, case when c.kind <> 'create' then case v.position ${patterns.join(' ')} end end as pattern,
           count(*)::int as changes
         from ${this.tables.change} c
         cross join lateral unnest(c.before, c.after) with ordinality as v(before, after, position)
         where c.run_id = $1::text::uuid and v.before is distinct from v.after
         group by 1, 2) g
       order by g.position, g.pattern`,
      [runId, arrayLiteral(names)],
    );
  }

  private problems(runId: string): Promise<RunSummary['problems']> {
    return this.database.query<{ code: ProblemCode; field: string | null; problems: number }>(
      `select code, params ->> 'field' as field, count(*)::int as problems from ${this.tables.problem}
       where run_id = $1::text::uuid group by code, params ->> 'field' order by count(*) desc, code, field`,
      [runId],
    );
  }
}

interface ValueRow {
  readonly field: string;
  readonly pattern: ChangePattern | null;
  readonly changes: number;
}

function fieldsIn(values: readonly ValueRow[]): RunSummary['fields'] {
  const sums = new Map<string, number>();
  for (const { field, changes } of values) sums.set(field, (sums.get(field) ?? 0) + changes);
  return Object.entries(inFieldOrder(Object.fromEntries(sums))).map(([field, changes]) => ({ field, changes }));
}

function patternsIn(values: readonly ValueRow[]): RunSummary['patterns'] {
  const found = values.flatMap(({ pattern, ...value }) => (pattern ? [{ ...value, pattern }] : []));
  return found.toSorted(
    (one, other) =>
      CHANGE_PATTERNS.indexOf(one.pattern) - CHANGE_PATTERNS.indexOf(other.pattern) || other.changes - one.changes,
  );
}
