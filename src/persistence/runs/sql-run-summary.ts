import { inFieldOrder } from '../../contract/field-order.js';
import type { ProblemCode } from '../../contract/error-codes.js';
import type { RunSummary } from '../../contract/runs.js';
import type { Database } from '../database/database.js';
import { textOf } from '../database/sql.js';
import { changes } from '../journal/change-conditions.js';
import { orderOfRun } from '../journal/order-of-run.js';
import type { OwnTables } from '../tables/own-tables.js';

/** Counts the rows of a run. */
export class SqlRunSummary {
  constructor(
    private readonly database: Database,
    private readonly tables: OwnTables,
  ) {}

  async of(runId: string): Promise<RunSummary> {
    const [fields, problems] = await Promise.all([this.fields(runId), this.problems(runId)]);
    return { fields, problems };
  }

  private async fields(runId: string): Promise<RunSummary['fields']> {
    const order = await orderOfRun(this.database, this.tables, runId);
    if (!order) return [];
    const counts = order.names.map((name) => `count(*) filter (where ${textOf(changes(order, name))})::int`);
    const [row] = await this.database.query<{ counts: string }>(
      `select array_to_json(array[${counts.join(', ')}])::text as counts
       from ${this.tables.change} c where c.run_id = $1::text::uuid`,
      [runId],
    );
    const numbers = JSON.parse(row?.counts ?? '[]') as readonly number[];
    const byField = inFieldOrder(Object.fromEntries(order.names.map((name, index) => [name, numbers[index] ?? 0])));
    return Object.entries(byField).flatMap(([field, count]) => (count > 0 ? [{ field, changes: count }] : []));
  }

  private problems(runId: string): Promise<RunSummary['problems']> {
    return this.database.query<{ code: ProblemCode; field: string | null; problems: number }>(
      `select code, params ->> 'field' as field, count(*)::int as problems from ${this.tables.problem}
       where run_id = $1::text::uuid group by code, params ->> 'field' order by count(*) desc, code, field`,
      [runId],
    );
  }
}
