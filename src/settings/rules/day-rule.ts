/** The days on which a schedule runs. Weekdays are numbered from 0, Sunday. */
export type DayRule =
  | { readonly kind: 'every-day' }
  | { readonly kind: 'days-of-month'; readonly days: readonly number[] }
  | { readonly kind: 'days-of-week'; readonly weekdays: readonly number[] }
  /** Cron: either one suffices. */
  | { readonly kind: 'either'; readonly days: readonly number[]; readonly weekdays: readonly number[] }
  /** Quartz `L`. */
  | { readonly kind: 'last-day' }
  /** Quartz `LW`: the last Monday to Friday of the month. */
  | { readonly kind: 'last-working-day' }
  /** Quartz `15W`: the Monday to Friday nearest to the day, in the same month. */
  | { readonly kind: 'nearest-working-day'; readonly day: number }
  /** Quartz `6#3`. */
  | { readonly kind: 'nth-weekday'; readonly weekday: number; readonly nth: number }
  /** Quartz `6L`. */
  | { readonly kind: 'last-weekday'; readonly weekday: number };

const DAY_MS = 86_400_000;

/** Whether the schedule runs on this day. @param month 1 to 12. */
export function isDayOf(rule: DayRule, year: number, month: number, day: number): boolean {
  const weekday = weekdayOf(year, month, day);
  switch (rule.kind) {
    case 'every-day':
      return true;
    case 'days-of-month':
      return rule.days.includes(day);
    case 'days-of-week':
      return rule.weekdays.includes(weekday);
    case 'either':
      return rule.days.includes(day) || rule.weekdays.includes(weekday);
    case 'last-day':
      return day === daysIn(year, month);
    case 'last-working-day':
      return day === nearestWorkingDay(year, month, daysIn(year, month));
    case 'nearest-working-day':
      return day === nearestWorkingDay(year, month, rule.day);
    case 'nth-weekday':
      return weekday === rule.weekday && Math.ceil(day / 7) === rule.nth;
    default:
      return weekday === rule.weekday && day + 7 > daysIn(year, month);
  }
}

export function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function weekdayOf(year: number, month: number, day: number): number {
  // 1 January 1970 was a Thursday.
  return (((Date.UTC(year, month - 1, day) / DAY_MS + 4) % 7) + 7) % 7;
}

/** Undefined if the month does not have the day. */
function nearestWorkingDay(year: number, month: number, day: number): number | undefined {
  const last = daysIn(year, month);
  if (day > last) return undefined;
  const weekday = weekdayOf(year, month, day);
  if (weekday === 6) return day === 1 ? day + 2 : day - 1;
  if (weekday === 0) return day === last ? day - 2 : day + 1;
  return day;
}
