import { CHANGE_KINDS, type RunCounts, runCounts } from '../../contract/change-kinds.js';
import type { Statements } from '../database/database.js';
import type { OwnTables } from '../tables/own-tables.js';

/**
 * The counts of a run, from rows. `unchanged` and `read` are what the plan counted: 0 before there was one.
 *
 * @param which changes count: those `applied`, or for a plan that waits or was stopped all that are `standing`.
 */
export async function countRows(
  statements: Statements,
  tables: OwnTables,
  runId: string,
  which: 'applied' | 'standing',
): Promise<RunCounts> {
  const counted = which === 'applied' ? `state = 'applied'` : `state <> 'refused'`;
  const [row] = await statements.query<{ planned: string; kinds: string; problems: string }>(
    `select counts::text as planned,
       (select coalesce(jsonb_object_agg(kind, count), '{}')::text from (
          select kind, count(*)::int as count from ${tables.change}
          where run_id = $1::text::uuid and ${counted} group by kind) k) as kinds,
       (select count(*)::text from ${tables.problem} where run_id = $1::text::uuid) as problems
     from ${tables.run} where id = $1::text::uuid`,
    [runId],
  );
  if (!row) return runCounts();
  const kinds = JSON.parse(row.kinds) as Readonly<Record<string, number>>;
  const changes = Object.fromEntries(CHANGE_KINDS.map(({ kind, count }) => [count, kinds[kind] ?? 0]));
  const planned = JSON.parse(row.planned) as Partial<RunCounts>;
  return runCounts({ ...planned, ...changes, problems: Number(row.problems) });
}

/**
 * The counts of a run that broke off: what it wrote, of all that its plan counted. Before a plan only problems were
 * counted.
 */
export function countsOfAbortedRun(counts: RunCounts): RunCounts {
  return { ...counts, read: Math.max(counts.read, sumOf(counts)) };
}

/** What `read` must be when a run ends by itself. */
export function sumOf({ read: _read, ...parts }: RunCounts): number {
  return Object.values(parts).reduce((sum, part) => sum + part, 0);
}
