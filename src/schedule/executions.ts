import type { Schedule } from '../engine/ports/job-schedule.js';
import { ExecutionTime } from './execution-time.js';

const YEAR_MS = 366 * 86_400_000;
/** Enough to see the ends of a minute, an hour and a day, or a gap that is shorter than a minute. */
const COMPARED = 150;

/** The executions after `from`, in order. Throws if the expression is not valid or the time zone is unknown. */
export function* executionsAfter(schedule: Schedule, from: Date): Generator<Date> {
  const time = new ExecutionTime(schedule);
  for (let next = time.after(from); next; next = time.after(next)) yield next;
}

export function nextExecutions(schedule: Schedule, from: Date, count: number): readonly Date[] {
  const next: Date[] = [];
  for (const execution of executionsAfter(schedule, from)) {
    next.push(execution);
    if (next.length === count) break;
  }
  return next;
}

/** In milliseconds; null if the schedule has at most one execution within a year. Throws the same as `executionsAfter`. */
export function shortestInterval(schedule: Schedule, from: Date): number | null {
  let shortest = Infinity;
  let previous: number | undefined;
  let count = 0;
  for (const execution of executionsAfter(schedule, from)) {
    const time = execution.getTime();
    if (previous !== undefined) shortest = Math.min(shortest, time - previous);
    previous = time;
    if (++count > COMPARED || time - from.getTime() > YEAR_MS) break;
  }
  return Number.isFinite(shortest) ? shortest : null;
}
