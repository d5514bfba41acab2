import type { Schedule } from '../engine/ports/job-schedule.js';
import { SteadyCronTime } from './steady-cron-time.js';

const CALENDAR_REPEATS = 28;

/** The executions after `from`, in order; ends when there are none any more. Throws when cron cannot read it. */
export function* executionsAfter({ expression, timeZone }: Schedule, from: Date): Generator<Date> {
  const time = new SteadyCronTime(expression, timeZone);
  for (let last = from; ;) {
    const next = nextOf(time, last, timeZone);
    if (!next) return;
    yield next;
    last = next;
  }
}

export function nextExecutions(timetable: Schedule, from: Date, count: number): readonly Date[] {
  const next: Date[] = [];
  for (const execution of executionsAfter(timetable, from)) {
    next.push(execution);
    if (next.length === count) break;
  }
  return next;
}

function nextOf(time: SteadyCronTime, last: Date, timeZone: string): Date | undefined {
  try {
    return time.getNextDateFrom(last, timeZone).toJSDate();
  } catch {
    return nextByAnotherYear(time, last, timeZone);
  }
}

/** cron looks no further than eight years from today. The calendar repeats: so it is asked for the same days 28 years ago. */
function nextByAnotherYear(time: SteadyCronTime, last: Date, timeZone: string): Date | undefined {
  const earlier = new Date(last);
  earlier.setUTCFullYear(last.getUTCFullYear() - CALENDAR_REPEATS);
  try {
    const next = time.getNextDateFrom(earlier, timeZone).plus({ years: CALENDAR_REPEATS }).toJSDate();
    return next > last ? next : undefined;
  } catch {
    return undefined;
  }
}
