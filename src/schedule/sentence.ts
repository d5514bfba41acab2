import { createRequire } from 'node:module';

import type { Timetable } from '../jobs/ports/job-schedule.js';
import { type CronFields, parseCron } from '../settings/cron-expression.js';
import { texts } from './texts.js';

// A CommonJS bundle: required, because what `import` finds in it depends on who does the importing.
const cronstrue = createRequire(import.meta.url)('cronstrue/i18n.js') as typeof import('cronstrue/i18n.js');

const LANGUAGES = new Set(['en', 'de', 'sv', 'fr']);

/** The timetable as a sentence: `At 02:00, Monday through Friday, time zone Europe/Berlin`. */
export function sentenceOf({ expression, timeZone }: Timetable, language: string): string {
  const locale = LANGUAGES.has(language) ? language : 'en';
  const sentence = cronstrue.default.toString(plainly(expression), {
    locale,
    use24HourTimeFormat: true,
    dayOfWeekStartIndexZero: true,
    throwExceptionOnParseError: true,
  });
  return texts(locale)
    .sentence.replace('{{sentence}}', () => sentence)
    .replace('{{timeZone}}', () => timeZone);
}

const ORDER: readonly (keyof CronFields)[] = ['seconds', 'minutes', 'hours', 'daysOfMonth', 'months', 'daysOfWeek'];
const SIZES: readonly number[] = [60, 60, 24, 31, 12, 7];

/**
 * The same executions, written so that they cannot be misread: a field that allows everything is `*`, and a step that
 * does not fill its field evenly (every 25 minutes leaves ten minutes at the end) is a list.
 */
function plainly(expression: string): string {
  const parsed = parseCron(expression);
  if (!parsed.ok) return expression;
  const written = expression.trim().split(/\s+/);
  const fields = written.length === 6 ? written : ['0', ...written];
  return ORDER.map((field, index) => plainField(fields[index] ?? '*', parsed.fields[field], SIZES[index] ?? 0)).join(
    ' ',
  );
}

function plainField(text: string, values: readonly number[], size: number): string {
  if (values.length === size) return '*';
  const step = /^\*\/(\d+)$/.exec(text)?.[1];
  const isEven = step !== undefined && size % Number(step) === 0;
  return text.includes('/') && step !== undefined && !isEven ? values.join(',') : text;
}
