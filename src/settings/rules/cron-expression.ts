import type { RuleViolation } from './rule.js';

/** The instants of a cron expression, as the values that each field allows. */
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
  { readonly ok: true; readonly fields: CronFields } | { readonly ok: false; readonly refusal: RuleViolation };

interface Unit {
  readonly low: number;
  readonly high: number;
  readonly names?: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const UNITS: readonly Unit[] = [
  { low: 0, high: 59 },
  { low: 0, high: 59 },
  { low: 0, high: 23 },
  { low: 1, high: 31 },
  { low: 1, high: 12, names: MONTHS },
  { low: 0, high: 7, names: DAYS },
];

/** What Quartz knows and this clock does not, each with a text that says what to write instead. */
const FOREIGN: readonly (readonly [RegExp, string])[] = [
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
 * Parses cron: six fields with the seconds first, or five with the minutes first; `*`, lists, ranges, steps, and the
 * English three-letter names of months and days. Whatever is accepted means the same to the `cron` package, which
 * runs the schedule; a test compares the two. When both days are restricted, either one suffices.
 */
export function parseCron(expression: string): ParsedCron {
  try {
    return { ok: true, fields: parse(expression.trim()) };
  } catch (error) {
    if (error instanceof CronRefused) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

class CronRefused extends Error {
  readonly refusal: RuleViolation;

  constructor(code: string, params?: RuleViolation['params']) {
    super(code);
    this.refusal = params ? { code, params } : { code };
  }
}

function parse(expression: string): CronFields {
  if (expression === '') throw new CronRefused('cronEmpty');
  if (expression.startsWith('@')) throw refuseMacro(expression);

  const texts = expression.split(/\s+/);
  if (texts.length === 7) throw new CronRefused('cronYear', { year: texts[6] ?? '' });
  if (texts.length < 5 || texts.length > 7) throw new CronRefused('cronFieldCount', { count: texts.length });

  const withSeconds = texts.length === 6 ? texts : ['0', ...texts];
  const skipped = 6 - texts.length;
  const values = UNITS.map((unit, index) => parseField(withSeconds[index] ?? '', unit, index + 1 - skipped));
  const [seconds = [], minutes = [], hours = [], daysOfMonth = [], months = [], sundayTwice = []] = values;
  const daysOfWeek = [...new Set(sundayTwice.map((day) => day % 7))].toSorted((a, b) => a - b);
  const fields = { seconds, minutes, hours, daysOfMonth, months, daysOfWeek };
  if (neverRuns(fields)) throw new CronRefused('cronNeverRuns');
  return fields;
}

function refuseMacro(expression: string): CronRefused {
  const instead = MACROS[expression.toLowerCase()];
  return instead
    ? new CronRefused('cronMacro', { value: expression, instead })
    : new CronRefused('cronSyntax', { position: 1, value: expression });
}

function parseField(text: string, unit: Unit, position: number): number[] {
  const values = new Set(text.split(',').flatMap((part) => parsePart(part, unit, position)));
  return [...values].toSorted((a, b) => a - b);
}

function parsePart(text: string, unit: Unit, position: number): number[] {
  for (const [pattern, code] of FOREIGN) if (pattern.test(text)) throw new CronRefused(code, { position, value: text });
  const match = /^(?:(?<all>\*)|(?<from>\w+)(?:-(?<to>\w+))?)(?:\/(?<step>\d+))?$/.exec(text);
  if (!match?.groups) throw new CronRefused('cronSyntax', { position, value: text });

  const { all, from, to, step } = match.groups;
  const low = all ? unit.low : valueOf(from ?? '', unit, position);
  const high = all || (step && !to) ? unit.high : valueOf(to ?? from ?? '', unit, position);
  if (low > high) throw new CronRefused('cronBackwards', { position, value: text });
  return everyNth(low, high, stepOf(step, unit, position));
}

function valueOf(text: string, unit: Unit, position: number): number {
  if (!/^\d+$/.test(text)) return namedValue(text, unit, position);
  const value = Number(text);
  if (value < unit.low || value > unit.high) {
    throw new CronRefused('cronOutOfRange', { position, value: text, low: unit.low, high: unit.high });
  }
  return value;
}

function namedValue(text: string, unit: Unit, position: number): number {
  const index = unit.names?.indexOf(text.toLowerCase()) ?? -1;
  if (index === -1) throw new CronRefused('cronName', { position, value: text });
  return index + unit.low;
}

function stepOf(text: string | undefined, unit: Unit, position: number): number {
  if (text === undefined) return 1;
  const step = Number(text);
  // A step beyond the field fires once per round: `*/90` minutes would run at minute 0 of every hour.
  const largest = unit.high - unit.low;
  if (step < 1 || step > largest) throw new CronRefused('cronStep', { position, value: text, limit: largest });
  return step;
}

function everyNth(low: number, high: number, step: number): number[] {
  return Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, index) => low + index * step);
}

/** 30 February, 31 April: no such day in any of the months, and no day of the week that would do instead. */
function neverRuns({ daysOfMonth, months, daysOfWeek }: CronFields): boolean {
  if (daysOfWeek.length < 7) return false;
  const first = daysOfMonth[0] ?? 1;
  return months.every((month) => first > (DAYS_IN_MONTH[month - 1] ?? 31));
}
