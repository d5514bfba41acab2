/**
 * Every kind of change, and the count of a run that it adds to. Tables, statements, API and command line are built from
 * this list; which kinds a process makes is in its definition (`src/processes/`).
 */
export const CHANGE_KINDS = [
  { kind: 'create', count: 'created' },
  { kind: 'update', count: 'updated' },
  { kind: 'activate', count: 'activated' },
] as const;

export type ChangeKind = (typeof CHANGE_KINDS)[number]['kind'];
type ChangeCount = (typeof CHANGE_KINDS)[number]['count'];

/**
 * `read` is the sum of the others when a run ended by itself. A run that failed while it applied has read more: the
 * difference is the number of planned changes that were not applied.
 */
export type RunCounts = Readonly<Record<'read' | ChangeCount | 'unchanged' | 'problems', number>>;

/** The counts in the order in which people are shown them. */
export const RUN_COUNTS: readonly (keyof RunCounts)[] = [
  'read',
  ...CHANGE_KINDS.map(({ count }) => count),
  'unchanged',
  'problems',
];

/** Counts of which all that is not given is 0. */
export function runCounts(counts: Partial<RunCounts> = {}): RunCounts {
  return Object.fromEntries(RUN_COUNTS.map((name) => [name, counts[name] ?? 0])) as RunCounts;
}

/** The number of changes of any kind. */
export function changesIn(counts: RunCounts): number {
  return CHANGE_KINDS.reduce((sum, { count }) => sum + counts[count], 0);
}
