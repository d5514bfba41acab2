import type { UserChange } from '../../contract/user-changes.js';

/** Where a change stands in the history of a user: changes by runs and by people share one order. */
export function positionInHistory({ appliedAt: at, runId, id }: UserChange): readonly [time: string, id: string] {
  return [at?.toISOString() ?? '', runId ?? id];
}

export function newestFirst(one: UserChange, other: UserChange): number {
  const [[time, id], [otherTime, otherId]] = [positionInHistory(one), positionInHistory(other)];
  if (time !== otherTime) return time < otherTime ? 1 : -1;
  return id < otherId ? 1 : -1;
}
