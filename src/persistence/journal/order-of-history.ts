import type { UserChange } from '../../contract/user-changes.js';

/** A moment: its place among all, and the time that the clock showed. The place is 0 before version 0.4.0. */
export interface Moment {
  /** An integer of up to 64 bits. */
  readonly position: string;
  readonly at: Date;
}

/** Whether a moment came after another one. The clock decides only about moments without a place. */
export function isAfter(one: Moment, other: Moment): boolean {
  const [place, otherPlace] = [BigInt(one.position), BigInt(other.position)];
  return place === otherPlace ? one.at > other.at : place > otherPlace;
}

/** A change with its place among all, by runs and by people. */
export interface PlacedChange extends Pick<Moment, 'position'> {
  readonly change: Omit<UserChange, 'patterns'>;
}

/** Where a change stands in the history of a user: changes by runs and by people share one order. */
export function placeInHistory({
  position,
  change,
}: PlacedChange): readonly [position: string, time: string, id: string] {
  const { appliedAt: at, runId, id } = change;
  return [position, at?.toISOString() ?? '', runId ?? id];
}

export function newestFirst(one: PlacedChange, other: PlacedChange): number {
  const [[place, time, id], [otherPlace, otherTime, otherId]] = [placeInHistory(one), placeInHistory(other)];
  if (place !== otherPlace) return BigInt(place) < BigInt(otherPlace) ? 1 : -1;
  if (time !== otherTime) return time < otherTime ? 1 : -1;
  return id < otherId ? 1 : -1;
}
