import { CHANGE_KINDS, RUN_COUNTS, type RunCounts, runCounts } from '../../contract/change-kinds.js';
import type { Statements } from '../database/database.js';
import { IS_APPLIED } from '../tables/batch-change.entity.js';
import type { OwnTables } from '../tables/own-tables.js';

/**
 * Counts the changes and problems of a run. `unchanged` and `read` are the counts of the plan: 0 before it exists.
 *
 * A run with one cause keeps a sample of its problems; the others are counted with it. Incomplete is whose problems are all
 * about fields that were left, unless a change of theirs is not among those counted. The read does not contain those who give
 * up values: their changes are counted beside the others, and the problem of one that was refused is not counted.
 *
 * @param which `applied` counts the applied changes; `planned` counts all changes that were not refused.
 */
export async function countRows(
  statements: Statements,
  tables: OwnTables,
  runId: string,
  which: 'applied' | 'planned',
): Promise<RunCounts> {
  const counted = which === 'applied' ? IS_APPLIED : `c.state <> 'refused'`;
  const [row] = await statements.query<{
    planned: string;
    kinds: string;
    problems: string;
    incomplete: string;
    released: string;
  }>(
    `select r.counts::text as planned,
       (select coalesce(jsonb_object_agg(kind, count), '{}')::text from (
          select c.kind, count(*)::int as count from ${tables.change} c
          where c.run_id = r.id and ${counted} and c.matched_by is distinct from 'release' group by c.kind) k) as kinds,
       (select count(*)::text from ${tables.change} c
        where r.decision ->> 'choice' = 'release' and c.run_id = r.id and ${counted} and c.matched_by = 'release') as released,
       (select (count(*) + r.problems_omitted)::text from ${tables.problem} p
        where p.run_id = r.id and not p.is_partial and not exists (
          select from ${tables.change} c
          where r.decision ->> 'choice' = 'release' and c.run_id = r.id and c.matched_by = 'release' and c.state = 'refused'
            and c.stable_id = p.stable_id)) as problems,
       (select count(*)::text from (
          select p.stable_id from ${tables.problem} p where p.run_id = r.id group by p.stable_id having bool_and(p.is_partial)) i
        where i.stable_id not in (
          select c.stable_id from ${tables.change} c where c.run_id = r.id and not (${counted}))) as incomplete
     from ${tables.run} r where r.id = $1::text::uuid`,
    [runId],
  );
  if (!row) return runCounts();
  const kinds = JSON.parse(row.kinds) as Readonly<Record<string, number>>;
  const changes = Object.fromEntries(CHANGE_KINDS.map(({ kind, count }) => [count, kinds[kind] ?? 0]));
  const planned = JSON.parse(row.planned) as Partial<RunCounts>;
  return runCounts({
    ...planned,
    ...changes,
    problems: Number(row.problems),
    incomplete: Number(row.incomplete),
    released: Number(row.released),
  });
}

/**
 * The counts of a run that ended before its plan was applied completely. Without a plan, only the problems are counted,
 * so `read` is at least their number.
 */
export function countsOfAbortedRun(counts: RunCounts): RunCounts {
  return { ...counts, read: Math.max(counts.read, sumOf(counts)) };
}

/** The value that `read` must have when a run completes. */
export function sumOf(counts: RunCounts): number {
  return RUN_COUNTS.filter((name) => name !== 'read').reduce((sum, name) => sum + counts[name], 0);
}
