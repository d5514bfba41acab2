import { createRequire } from 'node:module';

import type { Schedule } from '../engine/ports/job-schedule.js';
import { type CronFields, parseCron } from '../settings/rules/cron-expression.js';
import { textIn, type TextParameters } from '../i18n/texts.js';
import { DEFAULT_LANGUAGE, LANGUAGES } from '../i18n/languages.js';

// A CommonJS bundle. It is loaded with `require`, because the exports that `import` finds depend on the loader.
const cronstrue = createRequire(import.meta.url)('cronstrue/i18n.js') as typeof import('cronstrue/i18n.js');

/** The schedule as a sentence: `At 02:00, Monday through Friday, time zone Europe/Berlin`. */
export function describeSchedule({ expression, timeZone }: Schedule, language: string): string {
  const locale = LANGUAGES.includes(language) ? language : DEFAULT_LANGUAGE;
  const fields = normalizeFields(expression);
  const sentence =
    fields[DAY_OF_MONTH] === '*' || fields[DAY_OF_WEEK] === '*'
      ? describeFields(fields, locale)
      : describeEitherDay(fields, locale);
  return textOf(locale, 'sentence', { sentence, timeZone });
}

function textOf(language: string, key: string, params: TextParameters = {}): string {
  return textIn(language, `schedule:${key}`, params) ?? key;
}

const DAY_OF_MONTH = 3;
const MONTH = 4;
const DAY_OF_WEEK = 5;

function describeFields(fields: readonly string[], locale: string): string {
  return cronstrue.default.toString(fields.join(' '), {
    locale,
    use24HourTimeFormat: true,
    dayOfWeekStartIndexZero: true,
    throwExceptionOnParseError: true,
  });
}

/** When days of the month and of the week are given, cron runs on either. cronstrue puts "and" or nothing between them. */
function describeEitherDay(fields: readonly string[], locale: string): string {
  const [and, or] = [textOf(locale, 'and'), textOf(locale, 'or')];
  const described = describeFields(fields, locale);
  const daysOfMonth = describeFields(fields.with(MONTH, '*').with(DAY_OF_WEEK, '*'), locale);
  if (!described.startsWith(daysOfMonth)) return described;
  const daysOfWeek = described.slice(daysOfMonth.length).replace(/^, /, '');
  return `${daysOfMonth} ${or} ${daysOfWeek.startsWith(`${and} `) ? daysOfWeek.slice(and.length + 1) : daysOfWeek}`;
}

const FIELD_ORDER: readonly (keyof CronFields)[] = [
  'seconds',
  'minutes',
  'hours',
  'daysOfMonth',
  'months',
  'daysOfWeek',
];
const FIELD_SIZES: readonly number[] = [60, 60, 24, 31, 12, 7];

/**
 * The same schedule with fields that cronstrue describes correctly: a field that allows every value becomes `*`, and a
 * step that does not divide its field evenly (every 25 minutes) becomes a list.
 */
function normalizeFields(expression: string): readonly string[] {
  const parsed = parseCron(expression);
  const written = expression.trim().split(/\s+/);
  if (!parsed.ok) return written;
  const fields = written.length === 6 ? written : ['0', ...written];
  return FIELD_ORDER.map((field, index) =>
    normalizeField(fields[index] ?? '*', parsed.fields[field], FIELD_SIZES[index] ?? 0),
  );
}

function normalizeField(text: string, values: readonly number[], size: number): string {
  if (values.length === size) return '*';
  const step = /^\*\/(\d+)$/.exec(text)?.[1];
  const isEven = step !== undefined && size % Number(step) === 0;
  return text.includes('/') && step !== undefined && !isEven ? values.join(',') : text;
}
