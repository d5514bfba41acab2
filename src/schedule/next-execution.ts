import type { ScheduleFields } from '../settings/rules/schedule-fields.js';
import { clockChange, offsetAt } from './local-time.js';
import { nextLocalTime } from './next-local-time.js';

const DAY_MS = 86_400_000;
/** Within this time, the clocks of a time zone change at most once. */
const NEAR_MS = 2 * DAY_MS;

/**
 * The first execution after an instant; undefined if there is none. The rules where clocks change are the same for cron
 * and Quartz:
 *
 * - A time that does not exist runs when the clocks are set forward (02:30 at 03:00).
 * - A time that occurs twice runs once, the first time. Only a schedule of every hour runs in both, so that it keeps
 *   its interval (every 20 minutes).
 */
export function nextExecution(fields: ScheduleFields, timeZone: string, after: Date): Date | undefined {
  // Clocks show whole seconds.
  let cursor = (Math.floor(after.getTime() / 1_000) + 1) * 1_000;
  for (;;) {
    const offset = offsetAt(timeZone, cursor);
    const local = nextLocalTime(fields, cursor + offset);
    if (local === undefined) return undefined;
    const instant = local - offset;
    if (instant - cursor > NEAR_MS) {
      cursor = instant - DAY_MS;
      continue;
    }
    if (offsetAt(timeZone, instant) === offset) {
      if (runsTwice(fields) || !isRepeated(timeZone, instant, offset)) return new Date(instant);
      cursor = instant + 1_000;
      continue;
    }
    const change = clockChange(timeZone, cursor, instant);
    if (local < change + offsetAt(timeZone, change)) return new Date(change); // the clocks skip it
    cursor = change;
  }
}

function runsTwice({ hours }: ScheduleFields): boolean {
  return hours.length === 24;
}

/** Whether the clocks showed the same time before they were set back. */
function isRepeated(timeZone: string, instant: number, offset: number): boolean {
  const before = offsetAt(timeZone, instant - DAY_MS);
  const earlier = instant + offset - before;
  return before > offset && offsetAt(timeZone, earlier) === before;
}
