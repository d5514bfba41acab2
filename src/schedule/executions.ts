import type { Schedule } from '../engine/ports/job-schedule.js';
import { ExecutionTime } from './execution-time.js';

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
