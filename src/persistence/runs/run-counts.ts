import type { RunCounts } from '../../contract/run.js';
import type { Statements } from '../database/database.js';
import type { OwnTables } from '../own-tables.js';

/**
 * The counts of a run, from rows. `unchanged` is what the plan counted in the staging; `read` is what the plan counted,
 * or 0 before there was one.
 *
 * @param which changes count: those `applied`, or for a plan that waits or was stopped all that `stand`.
 */
export async function countRows(
  statements: Statements,
  tables: OwnTables,
  runId: string,
  which: 'applied' | 'standing',
): Promise<RunCounts> {
  const state = which === 'applied' ? `c.state = 'applied'` : `c.state <> 'refused'`;
  const count = (kind: string) => `count(*) filter (where c.kind = '${kind}' and ${state})::int`;
  const [row] = await statements.query<Omit<RunCounts, 'problems'>>(
    `select r.read, r.unchanged,
       ${count('create')} as created, ${count('update')} as updated, ${count('activate')} as activated
     from ${tables.run} r left join ${tables.change} c on c.run_id = r.id
     where r.id = $1::text::uuid group by r.id`,
    [runId],
  );
  const [problems] = await statements.query<{ count: number }>(
    `select count(*)::int as count from ${tables.problem} where run_id = $1::text::uuid`,
    [runId],
  );
  const { read = 0, created = 0, updated = 0, activated = 0, unchanged = 0 } = row ?? {};
  return { read, created, updated, activated, unchanged, problems: problems?.count ?? 0 };
}

/**
 * The counts of a run that broke off: what it wrote, of all that its plan counted. Before a plan nothing was counted
 * but problems.
 */
export function brokenOff(counts: RunCounts): RunCounts {
  return { ...counts, read: Math.max(counts.read, sumOf(counts)) };
}

/** What `read` must be at a good end. */
export function sumOf({ created, updated, activated, unchanged, problems }: RunCounts): number {
  return created + updated + activated + unchanged + problems;
}
