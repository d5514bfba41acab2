import type { Run } from '../contract/run.js';
import type { Schedule } from '../engine/ports/job-schedule.js';
import type { JobSchedule } from '../engine/ports/job-schedule.js';

/** How late a run may be in any case. */
const GRACE_MS = 60 * 60 * 1000;
/** How many times longer than the last one a run may take. */
const FACTOR = 3;

/**
 * When a run of the job should have succeeded at the latest: at the first execution after the last good run, with an hour,
 * or three times the duration of that run, to do so. Null if nothing is expected.
 *
 * @param since when the schedule was switched on, if no run has succeeded yet.
 */
export function expectedBy(
  schedule: Pick<JobSchedule, 'firstAfter'>,
  { expression, timeZone }: Schedule,
  lastGood: Pick<Run, 'startedAt' | 'endedAt'> | undefined,
  since: Date | undefined,
): Date | null {
  const { startedAt, endedAt } = lastGood ?? {};
  const from = [endedAt, since].filter((time) => time instanceof Date).toSorted((one, other) => +other - +one)[0];
  const execution = from && schedule.firstAfter({ expression, timeZone }, from);
  if (!execution) return null;
  const took = startedAt && endedAt ? endedAt.getTime() - startedAt.getTime() : 0;
  return new Date(execution.getTime() + Math.max(GRACE_MS, FACTOR * took));
}
