import { CronSyntaxError, DAYS, type FieldRange, MONTHS, parseField, valueOf } from './cron-field.js';
import type { DayRule } from './day-rule.js';
import type { ScheduleFields } from './schedule-fields.js';

const [DAY_OF_MONTH, DAY_OF_WEEK, YEAR] = [3, 5, 6];
const SECONDS: FieldRange = { low: 0, high: 59 };
const HOURS: FieldRange = { low: 0, high: 23 };
const DAYS_OF_MONTH: FieldRange = { low: 1, high: 31 };
const MONTH_RANGE: FieldRange = { low: 1, high: 12, names: MONTHS };
const DAYS_OF_WEEK: FieldRange = { low: 1, high: 7, names: DAYS };
const YEARS: FieldRange = { low: 1970, high: 2099 };

/**
 * Parses a Quartz expression: six fields with the seconds first and an optional seventh for the year. 1 is Sunday. One
 * of the days, of the month or of the week, is `?`. Knows `L`, `LW`, `15W`, `6#3` and `6L`, each alone in its field, and
 * ranges that run over the end of a field (`FRI-MON`). Throws `CronSyntaxError`.
 */
export function parseQuartz(expression: string): ScheduleFields {
  const texts = expression.split(/\s+/);
  if (texts.length === 5) throw new CronSyntaxError('quartzWithoutSeconds', { instead: `0 ${texts.join(' ')}` });
  if (texts.length < 6 || texts.length > 7) throw new CronSyntaxError('quartzFieldCount', { count: texts.length });
  assertOneQuestionMark(texts);

  const field = (index: number, range: FieldRange, mayWrap = true) =>
    parseField(texts[index] ?? '', range, { position: index + 1, mayWrap });
  return {
    notation: 'quartz',
    seconds: field(0, SECONDS),
    minutes: field(1, SECONDS),
    hours: field(2, HOURS),
    days: texts[DAY_OF_WEEK] === '?' ? dayOfMonth(texts[DAY_OF_MONTH] ?? '') : dayOfWeek(texts[DAY_OF_WEEK] ?? ''),
    months: field(4, MONTH_RANGE),
    years: [undefined, '*'].includes(texts[YEAR]) ? null : field(YEAR, YEARS, false),
  };
}

function assertOneQuestionMark(texts: readonly string[]): void {
  const misplaced = texts.findIndex(
    (text, index) => text.includes('?') && (text !== '?' || (index !== DAY_OF_MONTH && index !== DAY_OF_WEEK)),
  );
  if (misplaced !== -1) throw new CronSyntaxError('cronQuestionMark', { position: misplaced + 1 });
  if (texts[DAY_OF_MONTH] === '?' && texts[DAY_OF_WEEK] === '?') {
    const instead = texts.with(DAY_OF_MONTH, '*').join(' ');
    throw new CronSyntaxError('quartzTwoQuestionMarks', { instead });
  }
}

function dayOfMonth(text: string): DayRule {
  const position = DAY_OF_MONTH + 1;
  const upper = text.toUpperCase();
  if (upper === 'L') return { kind: 'last-day' };
  if (upper === 'LW') return { kind: 'last-working-day' };
  const nearest = /^(\d+)W$/.exec(upper)?.[1];
  if (nearest) return { kind: 'nearest-working-day', day: valueOf(nearest, DAYS_OF_MONTH, position) };
  const before = /^L-(\d+)W?$/.exec(upper)?.[1];
  // The earliest day that it can be: the last day of February less the offset.
  if (before) throw new CronSyntaxError('quartzLastOffset', { value: text, position, day: Math.max(1, 28 - +before) });
  if (/[LW]/.test(upper) && upper !== 'W') throw new CronSyntaxError('quartzAlone', { value: text, position });

  const days = parseField(text, DAYS_OF_MONTH, { position, mayWrap: true });
  return days.length === 31 ? { kind: 'every-day' } : { kind: 'days-of-month', days };
}

function dayOfWeek(text: string): DayRule {
  const position = DAY_OF_WEEK + 1;
  const weekdayOf = (day: string) => valueOf(day, DAYS_OF_WEEK, position) - 1;
  if (text.toUpperCase() === 'L') return { kind: 'days-of-week', weekdays: [6] };

  const { nth, of, last } = /^(?<of>\w+)#(?<nth>\d+)$|^(?<last>\w+)L$/i.exec(text)?.groups ?? {};
  if (last) return { kind: 'last-weekday', weekday: weekdayOf(last) };
  if (of && nth) {
    const number = valueOf(nth, { low: 1, high: 5 }, position);
    return { kind: 'nth-weekday', weekday: weekdayOf(of), nth: number };
  }
  if (text.split(',').some((part) => part !== text && /#|^L|L$/i.test(part)))
    throw new CronSyntaxError('quartzAlone', { value: text, position });

  const weekdays = parseField(text, DAYS_OF_WEEK, { position, mayWrap: true }).map((day) => day - 1);
  return weekdays.length === 7 ? { kind: 'every-day' } : { kind: 'days-of-week', weekdays };
}
