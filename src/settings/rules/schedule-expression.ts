import { parseCron } from './cron-expression.js';
import { CronSyntaxError } from './cron-field.js';
import { daysIn, isDayOf } from './day-rule.js';
import { quartzForm } from './quartz-form.js';
import { parseQuartz } from './quartz-expression.js';
import type { RuleViolation } from './rule.js';
import type { ScheduleFields } from './schedule-fields.js';

export type ParsedSchedule =
  { readonly ok: true; readonly fields: ScheduleFields } | { readonly ok: false; readonly violation: RuleViolation };

/** After 28 years the dates fall on the same days of the week again. */
const CALENDAR_CYCLE = Array.from({ length: 28 }, (_, index) => 2000 + index);

/**
 * Parses the expression of a schedule. With a `?` it is Quartz (1 is Sunday), otherwise cron (0 and 7 are Sunday). An
 * expression that could be understood in two ways, or that never runs, is refused with what to write instead.
 */
export function parseSchedule(expression: string): ParsedSchedule {
  try {
    return { ok: true, fields: parse(expression.trim()) };
  } catch (error) {
    if (error instanceof CronSyntaxError) return { ok: false, violation: error.violation };
    throw error;
  }
}

function parse(expression: string): ScheduleFields {
  if (expression === '') throw new CronSyntaxError('cronEmpty');
  const fields = expression.includes('?') ? parseQuartz(expression) : parseCronOnly(expression);
  if (neverRuns(fields)) throw new CronSyntaxError('cronNeverRuns');
  return fields;
}

/** Refuses what only Quartz knows, with the Quartz expression to write instead. */
function parseCronOnly(expression: string): ScheduleFields {
  const quartz = quartzForm(expression);
  if (!quartz) return parseCron(expression);
  const { code, position, value, instead } = quartz;
  if (!instead) throw new CronSyntaxError('quartzOneDay', { position, value });
  parse(instead); // throws if it is not valid in Quartz notation either
  throw new CronSyntaxError(code, { position, value, instead });
}

/** Whether no day of any year matches: 30 February, 31 April, 29 February 2027. */
function neverRuns({ days, months, years }: ScheduleFields): boolean {
  return !(years ?? CALENDAR_CYCLE).some((year) =>
    months.some((month) => daysOf(year, month).some((day) => isDayOf(days, year, month, day))),
  );
}

function daysOf(year: number, month: number): readonly number[] {
  return Array.from({ length: daysIn(year, month) }, (_, index) => index + 1);
}
