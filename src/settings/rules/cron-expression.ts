import { CronSyntaxError, DAYS, type FieldRange, MONTHS, parseField } from './cron-field.js';
import type { DayRule } from './day-rule.js';
import type { ScheduleFields } from './schedule-fields.js';

const FIELD_RANGES: readonly FieldRange[] = [
  { low: 0, high: 59 },
  { low: 0, high: 59 },
  { low: 0, high: 23 },
  { low: 1, high: 31 },
  { low: 1, high: 12, names: MONTHS },
  { low: 0, high: 7, names: DAYS },
];

const MACROS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 0 1 1 *',
  '@annually': '0 0 0 1 1 *',
  '@monthly': '0 0 0 1 * *',
  '@weekly': '0 0 0 * * 0',
  '@daily': '0 0 0 * * *',
  '@midnight': '0 0 0 * * *',
  '@hourly': '0 0 * * * *',
};

/**
 * Parses a cron expression: six fields with the seconds first, or five with the minutes first; `*`, lists, ranges, steps,
 * and English three-letter names of months and days. 0 and 7 are Sunday. If days of the month and of the week are
 * restricted, either one suffices. Throws `CronSyntaxError`.
 */
export function parseCron(expression: string): ScheduleFields {
  if (expression.startsWith('@')) throw macroError(expression);

  const texts = expression.split(/\s+/);
  if (texts.length !== 5 && texts.length !== 6) throw new CronSyntaxError('cronFieldCount', { count: texts.length });

  const withSeconds = texts.length === 6 ? texts : ['0', ...texts];
  const omitted = 6 - texts.length;
  const values = FIELD_RANGES.map((range, index) =>
    parseField(withSeconds[index] ?? '', range, { position: index + 1 - omitted }),
  );
  const [seconds = [], minutes = [], hours = [], daysOfMonth = [], months = [], sundayTwice = []] = values;
  const weekdays = [...new Set(sundayTwice.map((day) => day % 7))].toSorted((a, b) => a - b);
  return { notation: 'cron', seconds, minutes, hours, days: dayRule(daysOfMonth, weekdays), months, years: null };
}

function dayRule(days: readonly number[], weekdays: readonly number[]): DayRule {
  const [everyDay, everyWeekday] = [days.length === 31, weekdays.length === 7];
  if (everyDay && everyWeekday) return { kind: 'every-day' };
  if (everyWeekday) return { kind: 'days-of-month', days };
  return everyDay ? { kind: 'days-of-week', weekdays } : { kind: 'either', days, weekdays };
}

function macroError(expression: string): CronSyntaxError {
  const macro = expression.toLowerCase();
  return Object.hasOwn(MACROS, macro)
    ? new CronSyntaxError('cronMacro', { value: expression, instead: MACROS[macro] ?? '' })
    : new CronSyntaxError('cronSyntax', { position: 1, value: expression });
}
