import { readFileSync } from 'node:fs';

interface ScheduleTexts {
  readonly sentence: string;
  /** The words between days of the month and days of the week. */
  readonly and: string;
  readonly or: string;
}

const loaded = new Map<string, ScheduleTexts>();

/** The texts of `i18n/<language>/schedule.json`. */
export function texts(language: string): ScheduleTexts {
  const known = loaded.get(language);
  if (known) return known;
  const file = new URL(`../../i18n/${language}/schedule.json`, import.meta.url);
  const read = JSON.parse(readFileSync(file, 'utf8')) as ScheduleTexts;
  loaded.set(language, read);
  return read;
}
