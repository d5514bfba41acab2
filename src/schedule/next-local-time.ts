import { isDayOf } from '../settings/rules/day-rule.js';
import type { ScheduleFields } from '../settings/rules/schedule-fields.js';

/** No schedule that runs at all pauses for longer: 29 February skips 2100, and a day of the week is added. */
const LONGEST_PAUSE_YEARS = 60;

/**
 * The first local time at or after `from` at which the schedule runs; undefined if there is none. Local times are
 * milliseconds as if the clock were in UTC, so every day has 24 hours here.
 */
export function nextLocalTime(fields: ScheduleFields, from: number): number | undefined {
  const start = new Date(Math.ceil(from / 1_000) * 1_000);
  const startsAt = [start.getUTCHours(), start.getUTCMinutes(), start.getUTCSeconds()] as const;
  const day = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate()));
  if (runsOn(fields, day)) {
    const time = timeFrom(fields, startsAt);
    if (time !== undefined) return day.getTime() + time;
  }
  const next = nextDay(fields, day);
  const first = timeFrom(fields, [0, 0, 0]);
  return next && first !== undefined ? next.getTime() + first : undefined;
}

function nextDay(fields: ScheduleFields, after: Date): Date | undefined {
  const day = new Date(after);
  const lastYear = after.getUTCFullYear() + LONGEST_PAUSE_YEARS;
  day.setUTCDate(day.getUTCDate() + 1);
  while (day.getUTCFullYear() <= lastYear) {
    if (!isAllowed(fields.years, day.getUTCFullYear())) day.setUTCFullYear(day.getUTCFullYear() + 1, 0, 1);
    else if (!isAllowed(fields.months, day.getUTCMonth() + 1)) day.setUTCMonth(day.getUTCMonth() + 1, 1);
    else if (runsOn(fields, day)) return day;
    else day.setUTCDate(day.getUTCDate() + 1);
  }
  return undefined;
}

function runsOn({ days, months, years }: ScheduleFields, day: Date): boolean {
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth() + 1];
  return isAllowed(years, year) && isAllowed(months, month) && isDayOf(days, year, month, day.getUTCDate());
}

function isAllowed(values: readonly number[] | null, value: number): boolean {
  return values === null || values.includes(value);
}

type TimeOfDay = readonly [hour: number, minute: number, second: number];

/** The first time of day at or after `from`, in milliseconds since midnight; undefined if the day has no more. */
function timeFrom({ hours, minutes, seconds }: ScheduleFields, [hour, minute, second]: TimeOfDay): number | undefined {
  const [firstMinute = 0, firstSecond = 0] = [minutes[0], seconds[0]];
  const time = (...[h, m, s]: TimeOfDay) => ((h * 60 + m) * 60 + s) * 1_000;

  if (hours.includes(hour)) {
    const laterSecond = seconds.find((each) => each >= second);
    if (minutes.includes(minute) && laterSecond !== undefined) return time(hour, minute, laterSecond);
    const laterMinute = minutes.find((each) => each > minute);
    if (laterMinute !== undefined) return time(hour, laterMinute, firstSecond);
  }
  const laterHour = hours.find((each) => each > hour);
  return laterHour === undefined ? undefined : time(laterHour, firstMinute, firstSecond);
}
