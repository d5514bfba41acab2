import { CHANGE_KINDS } from '../../contract/change-kinds.js';
import { CHANGE_PATTERNS, type ChangePattern } from '../../contract/change-patterns.js';
import { inFieldOrder } from '../../contract/field-order.js';
import type { RunSummary } from '../../contract/run-rows.js';
import type { Database } from '../database/database.js';
import { arrayLiteral } from '../database/sql.js';
import { orderOfRun } from '../journal/order-of-run.js';
import { patternSql } from '../journal/pattern-sql.js';
import type { ValueOrder } from '../journal/value-order.js';
import { IS_APPLIED } from '../tables/batch-change.entity.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { StateColumn } from '../users/user-table.js';
import { SAMPLE } from './store-findings.js';

/** Positions of values begin with 1. */
const NO_POSITION = 0;

/** Counts the rows of a run. */
export class SqlRunSummary {
  constructor(
    private readonly database: Database,
    private readonly tables: OwnTables,
    private readonly state: Pick<StateColumn, 'inactive'>,
  ) {}

  async of(runId: string): Promise<RunSummary> {
    const order = await orderOfRun(this.database, this.tables, runId);
    const [kinds, values, problems] = await Promise.all([
      this.kinds(runId),
      order ? this.values(runId, order) : [],
      this.problems(runId),
    ]);
    return { kinds, fields: fieldsIn(values), patterns: patternsIn(values), problems };
  }

  private async kinds(runId: string): Promise<RunSummary['kinds']> {
    const found = await this.database.query<RunSummary['kinds'][number]>(
      `select kind, count(*)::int as changes from ${this.tables.change} where run_id = $1::text::uuid group by kind`,
      [runId],
    );
    return CHANGE_KINDS.flatMap(({ kind }) => found.filter((row) => row.kind === kind));
  }

  /** The changed values by field and pattern. */
  private values(runId: string, { names }: ValueOrder): Promise<ValueRow[]> {
    const patterns = names.map((name, index) => `when ${index + 1} then ${patternSql(name, 'v.before', 'v.after')}`);
    // The place in the directory is not turned back. A created user becomes inactive as a whole, if the host names such a state.
    const revertible = names.flatMap((name, index) => (name === 'dn' ? [] : [index + 1]));
    const ofCreated = this.state.inactive === undefined ? NO_POSITION : names.indexOf('state') + 1;
    return this.database.query<ValueRow>(
      `select ($2::text::text[])[g.position] as field, g.pattern, g.changes, g.replaced, g.revertible from (
         select v.position, case when c.kind <> 'create' then case v.position ${patterns.join(' ')} end end as pattern,
           count(*)::int as changes,
           count(*) filter (where c.kind <> 'create' and v.before <> '' and v.after <> '')::int as replaced,
           count(*) filter (where v.position = any($3::text::int[]) and ${IS_APPLIED}
             and (c.kind <> 'create' or v.position = $4::int))::int as revertible
         from ${this.tables.change} c
         join ${this.tables.run} r on r.id = c.run_id
         cross join lateral unnest(c.before, c.after) with ordinality as v(before, after, position)
         where c.run_id = $1::text::uuid and v.before is distinct from v.after
         group by 1, 2) g
       order by g.position, g.pattern`,
      [runId, arrayLiteral(names), arrayLiteral(revertible), ofCreated],
    );
  }

  /** Runs of before 0.4.0 know only how many problems have no row: they are those of the cause that a guard found. */
  problems(runId: string): Promise<RunSummary['problems']> {
    return this.database.query<RunSummary['problems'][number]>(
      `select code, field, sum(problems)::int as problems, sum(omitted)::int as omitted from (
         select code, params ->> 'field' as field, 1 as problems, 0 as omitted
         from ${this.tables.problem} where run_id = $1::text::uuid
         union all
         select o.code, o.field, o.problems, o.problems
         from ${this.tables.run} r
         cross join jsonb_to_recordset(r.problem_groups_omitted) o (code text, field text, problems int)
         where r.id = $1::text::uuid and r.expired_at is null
         union all
         select f.code, (
             select case when count(distinct coalesce(p.params ->> 'field', '')) = 1 then max(p.params ->> 'field') end
             from ${this.tables.problem} p where p.run_id = r.id and p.code = f.code),
           r.problems_omitted, r.problems_omitted
         from ${this.tables.run} r
         cross join lateral (
           select g #>> '{problem,code}' as code from jsonb_array_elements(r.guards) g
           where g ->> 'unit' is null and g #>> '{problem,code}' is not null and (g ->> 'people')::int > ${SAMPLE}
           limit 1) f
         where r.id = $1::text::uuid and r.expired_at is null and r.problem_groups_omitted is null and r.problems_omitted > 0) p
       group by code, field order by sum(problems) desc, code, field`,
      [runId],
    );
  }
}

type FieldCounts = Omit<RunSummary['fields'][number], 'field'>;

interface ValueRow extends FieldCounts {
  readonly field: string;
  readonly pattern: ChangePattern | null;
}

function fieldsIn(values: readonly ValueRow[]): RunSummary['fields'] {
  const sums: Record<string, FieldCounts> = {};
  for (const { field, changes, replaced, revertible } of values) {
    const sum = sums[field] ?? { changes: 0, replaced: 0, revertible: 0 };
    sums[field] = {
      changes: sum.changes + changes,
      replaced: sum.replaced + replaced,
      revertible: sum.revertible + revertible,
    };
  }
  return Object.entries(inFieldOrder(sums)).map(([field, counted]) => ({ field, ...counted }));
}

function patternsIn(values: readonly ValueRow[]): RunSummary['patterns'] {
  const found = values.flatMap(({ pattern, ...value }) => (pattern ? [{ ...value, pattern }] : []));
  return found.toSorted(
    (one, other) =>
      CHANGE_PATTERNS.indexOf(one.pattern) - CHANGE_PATTERNS.indexOf(other.pattern) || other.changes - one.changes,
  );
}
