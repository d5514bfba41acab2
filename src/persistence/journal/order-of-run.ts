import type { MappingTarget } from '../../mapping/mapping-rule.js';
import type { Statements } from '../database/database.js';
import type { OwnTables } from '../tables/own-tables.js';
import { valueOrder, type ValueOrder } from './value-order.js';

/** The order of the values in the changes of a run; undefined if the run has no plan. */
export async function orderOfRun(
  statements: Statements,
  tables: OwnTables,
  runId: string,
): Promise<ValueOrder | undefined> {
  const [run] = await statements.query<{ targets: string }>(
    `select targets::text from ${tables.run} where id = $1::text::uuid and targets is not null`,
    [runId],
  );
  return run && valueOrder(JSON.parse(run.targets) as readonly MappingTarget[]);
}
