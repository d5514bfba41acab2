import type { Schedule } from '../engine/ports/job-schedule.js';
import { MonotonicCronTime } from './monotonic-cron-time.js';

/** After this number of years the dates fall on the same days of the week again. */
const CALENDAR_CYCLE_YEARS = 28;

/** The executions after `from`, in order. Throws if cron cannot parse the expression or does not know the time zone. */
export function* executionsAfter({ expression, timeZone }: Schedule, from: Date): Generator<Date> {
  const time = new MonotonicCronTime(expression, timeZone);
  for (let previous = from; ;) {
    const next = nextExecution(time, previous, timeZone);
    if (!next) return;
    yield next;
    previous = next;
  }
}

export function nextExecutions(schedule: Schedule, from: Date, count: number): readonly Date[] {
  const next: Date[] = [];
  for (const execution of executionsAfter(schedule, from)) {
    next.push(execution);
    if (next.length === count) break;
  }
  return next;
}

function nextExecution(time: MonotonicCronTime, last: Date, timeZone: string): Date | undefined {
  try {
    return time.getNextDateFrom(last, timeZone).toJSDate();
  } catch {
    return nextBeyondSearchLimit(time, last, timeZone);
  }
}

/** cron searches eight years from today at most, so the search is repeated one calendar cycle earlier. */
function nextBeyondSearchLimit(time: MonotonicCronTime, last: Date, timeZone: string): Date | undefined {
  const earlier = new Date(last);
  earlier.setUTCFullYear(last.getUTCFullYear() - CALENDAR_CYCLE_YEARS);
  try {
    const next = time.getNextDateFrom(earlier, timeZone).plus({ years: CALENDAR_CYCLE_YEARS }).toJSDate();
    return next > last ? next : undefined;
  } catch {
    return undefined;
  }
}
