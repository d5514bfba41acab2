import type { MappingTarget } from '../../mapping/mapping-rule.js';
import type { Statements } from '../database/database.js';
import type { OwnTables } from '../tables/own-tables.js';

/** The fields of the values in the changes of a run, in their order. */
export async function targetsOfRun(
  statements: Statements,
  { run }: OwnTables,
  runId: string,
): Promise<readonly MappingTarget[]> {
  const [row] = await statements.query<{ targets: string }>(
    `select coalesce(targets, '[]')::text as targets from ${run} where id = $1::text::uuid`,
    [runId],
  );
  return JSON.parse(row?.targets ?? '[]') as readonly MappingTarget[];
}
