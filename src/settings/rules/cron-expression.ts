import type { RuleViolation } from './rule.js';

/** The values that each field of a cron expression allows. */
export interface CronFields {
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly daysOfMonth: readonly number[];
  readonly months: readonly number[];
  /** 0 is Sunday. */
  readonly daysOfWeek: readonly number[];
}

export type ParsedCron =
  { readonly ok: true; readonly fields: CronFields } | { readonly ok: false; readonly violation: RuleViolation };

interface FieldRange {
  readonly low: number;
  readonly high: number;
  readonly names?: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const FIELD_RANGES: readonly FieldRange[] = [
  { low: 0, high: 59 },
  { low: 0, high: 59 },
  { low: 0, high: 23 },
  { low: 1, high: 31 },
  { low: 1, high: 12, names: MONTHS },
  { low: 0, high: 7, names: DAYS },
];

/** Quartz syntax that `cron` does not support. The text of each code says what to write instead. */
const QUARTZ_ONLY: readonly (readonly [RegExp, string])[] = [
  [/\?/, 'cronQuestionMark'],
  [/#/, 'cronNth'],
  [/^L(-\d+)?$|\dL$|^L\w/i, 'cronLast'],
  [/^\d+W$|^LW$|^W$/i, 'cronNearestWeekday'],
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
 * and English three-letter names of months and days. If days of the month and of the week are restricted, either one
 * suffices. An accepted expression has the same meaning in the `cron` package, which runs the schedule; a test compares
 * the two.
 */
export function parseCron(expression: string): ParsedCron {
  try {
    return { ok: true, fields: parse(expression.trim()) };
  } catch (error) {
    if (error instanceof CronSyntaxError) return { ok: false, violation: error.violation };
    throw error;
  }
}

class CronSyntaxError extends Error {
  readonly violation: RuleViolation;

  constructor(code: string, params?: RuleViolation['params']) {
    super(code);
    this.violation = params ? { code, params } : { code };
  }
}

function parse(expression: string): CronFields {
  if (expression === '') throw new CronSyntaxError('cronEmpty');
  if (expression.startsWith('@')) throw macroError(expression);

  const texts = expression.split(/\s+/);
  if (texts.length === 7) throw new CronSyntaxError('cronYear', { year: texts[6] ?? '' });
  if (texts.length < 5 || texts.length > 7) throw new CronSyntaxError('cronFieldCount', { count: texts.length });

  const withSeconds = texts.length === 6 ? texts : ['0', ...texts];
  const omitted = 6 - texts.length;
  const values = FIELD_RANGES.map((unit, index) => parseField(withSeconds[index] ?? '', unit, index + 1 - omitted));
  const [seconds = [], minutes = [], hours = [], daysOfMonth = [], months = [], sundayTwice = []] = values;
  const daysOfWeek = [...new Set(sundayTwice.map((day) => day % 7))].toSorted((a, b) => a - b);
  const fields = { seconds, minutes, hours, daysOfMonth, months, daysOfWeek };
  if (neverRuns(fields)) throw new CronSyntaxError('cronNeverRuns');
  return fields;
}

function macroError(expression: string): CronSyntaxError {
  const instead = MACROS[expression.toLowerCase()];
  return instead
    ? new CronSyntaxError('cronMacro', { value: expression, instead })
    : new CronSyntaxError('cronSyntax', { position: 1, value: expression });
}

function parseField(text: string, range: FieldRange, position: number): number[] {
  const values = new Set(text.split(',').flatMap((part) => parsePart(part, range, position)));
  return [...values].toSorted((a, b) => a - b);
}

function parsePart(text: string, range: FieldRange, position: number): number[] {
  for (const [pattern, code] of QUARTZ_ONLY)
    if (pattern.test(text)) throw new CronSyntaxError(code, { position, value: text });
  const match = /^(?:(?<all>\*)|(?<from>\w+)(?:-(?<to>\w+))?)(?:\/(?<step>\d+))?$/.exec(text);
  if (!match?.groups) throw new CronSyntaxError('cronSyntax', { position, value: text });

  const { all, from, to, step } = match.groups;
  const low = all ? range.low : valueOf(from ?? '', range, position);
  const high = all || (step && !to) ? range.high : valueOf(to ?? from ?? '', range, position);
  if (low > high) throw new CronSyntaxError('cronBackwards', { position, value: text });
  return everyNth(low, high, stepOf(step, range, position));
}

function valueOf(text: string, range: FieldRange, position: number): number {
  if (!/^\d+$/.test(text)) return namedValue(text, range, position);
  const value = Number(text);
  if (value < range.low || value > range.high) {
    throw new CronSyntaxError('cronOutOfRange', { position, value: text, low: range.low, high: range.high });
  }
  return value;
}

function namedValue(text: string, range: FieldRange, position: number): number {
  const index = range.names?.indexOf(text.toLowerCase()) ?? -1;
  if (index === -1) throw new CronSyntaxError('cronName', { position, value: text });
  return index + range.low;
}

function stepOf(text: string | undefined, range: FieldRange, position: number): number {
  if (text === undefined) return 1;
  const step = Number(text);
  // A larger step would run once per round only: `*/90` minutes would run at minute 0 of every hour.
  const largest = range.high - range.low;
  if (step < 1 || step > largest) throw new CronSyntaxError('cronStep', { position, value: text, limit: largest });
  return step;
}

function everyNth(low: number, high: number, step: number): number[] {
  return Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, index) => low + index * step);
}

/** Whether the days of the month never occur (30 February, 31 April) and no day of the week is an alternative. */
function neverRuns({ daysOfMonth, months, daysOfWeek }: CronFields): boolean {
  if (daysOfWeek.length < 7) return false;
  const first = daysOfMonth[0] ?? 1;
  return months.every((month) => first > (DAYS_IN_MONTH[month - 1] ?? 31));
}
