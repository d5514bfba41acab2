import { createRequire } from 'node:module';

import type { Schedule } from '../engine/ports/job-schedule.js';
import { type CronFields, parseCron } from '../settings/rules/cron-expression.js';
import { textIn, type TextParameters } from '../i18n/texts.js';
import { DEFAULT_LANGUAGE, LANGUAGES } from '../i18n/languages.js';

// A CommonJS bundle: required, because what `import` finds in it depends on who does the importing.
const cronstrue = createRequire(import.meta.url)('cronstrue/i18n.js') as typeof import('cronstrue/i18n.js');

/** The timetable as a sentence: `At 02:00, Monday through Friday, time zone Europe/Berlin`. */
export function sentenceOf({ expression, timeZone }: Schedule, language: string): string {
  const locale = LANGUAGES.includes(language) ? language : DEFAULT_LANGUAGE;
  const fields = plainly(expression);
  const sentence =
    fields[DAY_OF_MONTH] === '*' || fields[DAY_OF_WEEK] === '*' ? describe(fields, locale) : either(fields, locale);
  return textOf(locale, 'sentence', { sentence, timeZone });
}

function textOf(language: string, key: string, params: TextParameters = {}): string {
  return textIn(language, `schedule:${key}`, params) ?? key;
}

const DAY_OF_MONTH = 3;
const MONTH = 4;
const DAY_OF_WEEK = 5;

function describe(fields: readonly string[], locale: string): string {
  return cronstrue.default.toString(fields.join(' '), {
    locale,
    use24HourTimeFormat: true,
    dayOfWeekStartIndexZero: true,
    throwExceptionOnParseError: true,
  });
}

/** Days of the month and of the week: cron runs on either, though cronstrue says "and" or nothing between them. */
function either(fields: readonly string[], locale: string): string {
  const [and, or] = [textOf(locale, 'and'), textOf(locale, 'or')];
  const described = describe(fields, locale);
  const daysOfMonth = describe(fields.with(MONTH, '*').with(DAY_OF_WEEK, '*'), locale);
  if (!described.startsWith(daysOfMonth)) return described;
  const daysOfWeek = described.slice(daysOfMonth.length).replace(/^, /, '');
  return `${daysOfMonth} ${or} ${daysOfWeek.startsWith(`${and} `) ? daysOfWeek.slice(and.length + 1) : daysOfWeek}`;
}

const ORDER: readonly (keyof CronFields)[] = ['seconds', 'minutes', 'hours', 'daysOfMonth', 'months', 'daysOfWeek'];
const SIZES: readonly number[] = [60, 60, 24, 31, 12, 7];

/**
 * The same executions, written so that they cannot be misread: a field that allows everything is `*`, and a step that
 * does not fill its field evenly (every 25 minutes leaves ten minutes at the end) is a list.
 */
function plainly(expression: string): readonly string[] {
  const parsed = parseCron(expression);
  const written = expression.trim().split(/\s+/);
  if (!parsed.ok) return written;
  const fields = written.length === 6 ? written : ['0', ...written];
  return ORDER.map((field, index) => plainField(fields[index] ?? '*', parsed.fields[field], SIZES[index] ?? 0));
}

function plainField(text: string, values: readonly number[], size: number): string {
  if (values.length === size) return '*';
  const step = /^\*\/(\d+)$/.exec(text)?.[1];
  const isEven = step !== undefined && size % Number(step) === 0;
  return text.includes('/') && step !== undefined && !isEven ? values.join(',') : text;
}
