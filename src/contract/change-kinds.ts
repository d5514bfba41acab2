/**
 * Every kind of change with the run count that it increments. Tables, SQL, API and command line are built from this
 * list. The kinds that a process uses are part of its definition (`src/processes/`).
 */
export const CHANGE_KINDS = [
  { kind: 'create', count: 'created' },
  { kind: 'update', count: 'updated' },
  { kind: 'activate', count: 'activated' },
] as const;

export type ChangeKind = (typeof CHANGE_KINDS)[number]['kind'];
type ChangeCount = (typeof CHANGE_KINDS)[number]['count'];

/**
 * After a complete run, `read` is the sum of the other counts, except those beside it. If a run failed while applying, `read` is larger by the
 * number of planned changes that were not applied.
 */
export type RunCounts = Readonly<
  Record<'read' | ChangeCount | 'unchanged' | 'problems' | 'inactive' | CountBesideSum, number>
>;

/**
 * Counts of people that are not part of the sum. `notSeen`: known people whom a complete read did not contain, and whom
 * this plan does not link to another entry. `pinned`: people with a pinned value that the run would have written otherwise.
 * `incomplete`: people who were synchronized but for a field, which has a problem. `released`: users whose own entries were
 * not read, and who gave up values because someone decided it.
 */
export const COUNTS_BESIDE_SUM = ['notSeen', 'pinned', 'incomplete', 'released'] as const;
type CountBesideSum = (typeof COUNTS_BESIDE_SUM)[number];

/** The counts that add up, in display order. `inactive`: entries that an active rule excludes. */
export const RUN_COUNTS: readonly Exclude<keyof RunCounts, CountBesideSum>[] = [
  'read',
  ...CHANGE_KINDS.map(({ count }) => count),
  'unchanged',
  'problems',
  'inactive',
];

/** Missing counts are 0. */
export function runCounts(counts: Partial<RunCounts> = {}): RunCounts {
  return Object.fromEntries(
    [...RUN_COUNTS, ...COUNTS_BESIDE_SUM].map((name) => [name, counts[name] ?? 0]),
  ) as RunCounts;
}

/** The number of changes of all kinds, also of those who give up values. */
export function changesIn(counts: RunCounts): number {
  return CHANGE_KINDS.reduce((sum, { count }) => sum + counts[count], counts.released);
}
