import type { RuleViolation } from './rule.js';

/** The values of one field of an expression. */
export interface FieldRange {
  readonly low: number;
  readonly high: number;
  /** Names of the values, beginning with `low`. */
  readonly names?: readonly string[];
}

/** Where a field stands, counted from 1, and in which notation. */
export interface FieldContext {
  readonly position: number;
  /** Quartz: a range may run over the end of the field (`FRI-MON`, `22-2`), and a step may stand alone (`/15`). */
  readonly mayWrap?: boolean;
}

export const MONTHS: readonly string[] = [
  'jan',
  'feb',
  'mar',
  'apr',
  'may',
  'jun',
  'jul',
  'aug',
  'sep',
  'oct',
  'nov',
  'dec',
];
export const DAYS: readonly string[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

export class CronSyntaxError extends Error {
  readonly violation: RuleViolation;

  constructor(code: string, params?: RuleViolation['params']) {
    super(code);
    this.violation = params ? { code, params } : { code };
  }
}

/** The values that a field allows, in ascending order: `*`, lists, ranges, steps and names. Throws `CronSyntaxError`. */
export function parseField(text: string, range: FieldRange, context: FieldContext): number[] {
  const values = new Set(text.split(',').flatMap((part) => parsePart(part, range, context)));
  return [...values].toSorted((a, b) => a - b);
}

/** One value: a number in the range, or its name. Throws `CronSyntaxError`. */
export function valueOf(text: string, range: FieldRange, position: number): number {
  if (!/^\d+$/.test(text)) return namedValue(text, range, position);
  const value = Number(text);
  if (value < range.low || value > range.high) {
    throw new CronSyntaxError('cronOutOfRange', {
      position,
      value: text,
      low: String(range.low),
      high: String(range.high),
    });
  }
  return value;
}

function parsePart(text: string, range: FieldRange, { position, mayWrap = false }: FieldContext): number[] {
  const complete = mayWrap && text.startsWith('/') ? `*${text}` : text;
  const match = /^(?:(?<all>\*)|(?<from>\w+)(?:-(?<to>\w+))?)(?:\/(?<step>\d+))?$/.exec(complete);
  if (!match?.groups) throw new CronSyntaxError('cronSyntax', { position, value: text });

  const { all, from, to, step } = match.groups;
  const low = all ? range.low : valueOf(from ?? '', range, position);
  const high = all || (step && !to) ? range.high : valueOf(to ?? from ?? '', range, position);
  const every = stepOf(step, range, position);
  if (low <= high) return everyNth(low, high, every);
  if (!mayWrap) throw new CronSyntaxError('cronBackwards', { position, value: text });
  const size = range.high - range.low + 1;
  return everyNth(low, high + size, every).map((value) => ((value - range.low) % size) + range.low);
}

function namedValue(text: string, { low, names }: FieldRange, position: number): number {
  if (!names) throw new CronSyntaxError('cronSyntax', { position, value: text });
  const index = names.indexOf(text.toLowerCase());
  if (index === -1) throw new CronSyntaxError('cronName', { position, value: text });
  return index + low;
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
