import type { RunProgress } from '../../shared/api/api-types.js';

/** How far a phase of a run was at a time in milliseconds. */
export interface Sample {
  readonly status: RunProgress['status'];
  readonly done: number;
  readonly at: number;
}

/** An estimate after a shorter time would jump. */
const MIN_OBSERVED_MS = 3_000;

export function sampleOf({ status, read, applied }: RunProgress, at: number): Sample {
  return { status, done: status === 'applying' ? applied : read, at };
}

/** How much the present phase has to do: changes to apply, or about as many entries as the last good run read. */
export function wholeOf({ status, total, expected }: RunProgress): number | null {
  return status === 'applying' ? total : expected;
}

/**
 * The milliseconds until the phase ends, at the speed since `first`; undefined while that is unknown.
 *
 * @param first of the same phase.
 */
export function remainingMs(first: Sample, now: Sample, whole: number | null): number | undefined {
  const [observed, done] = [now.at - first.at, now.done - first.done];
  if (whole === null || whole < now.done || done <= 0 || observed < MIN_OBSERVED_MS) return undefined;
  return ((whole - now.done) / done) * observed;
}
