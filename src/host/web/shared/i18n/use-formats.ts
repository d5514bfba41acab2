import { useMemo } from 'react';
import { localeOf } from './locale-of.js';
import { useTexts } from './use-texts.js';

export interface Formats {
  readonly number: (value: number) => string;
  readonly percent: (share: number) => string;
  /** In the given time zone, by default that of the browser. */
  readonly instant: (iso: string, timeZone?: string) => string;
  /** With seconds and the time zone. */
  readonly exact: (iso: string, timeZone?: string) => string;
  readonly duration: (milliseconds: number) => string;
  /** "2 hours ago". */
  readonly age: (iso: string) => string;
  /** "one, two and three". */
  readonly list: (items: readonly string[]) => string;
}

export const browserTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Formats dates, numbers and durations for the language of the user. */
export function useFormats(): Formats {
  const { language } = useTexts();
  return useMemo(() => formats(localeOf(language)), [language]);
}

function formats(locale: string): Formats {
  const numbers = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  return {
    number: (value) => numbers.format(value),
    percent: (share) => percents.format(share),
    instant: (iso, timeZone) =>
      new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium', timeZone }).format(new Date(iso)),
    exact: (iso, timeZone) =>
      new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long', timeZone }).format(new Date(iso)),
    duration: (milliseconds) => duration(locale, milliseconds),
    age: (iso) => age(locale, Date.now() - new Date(iso).getTime()),
    list: (items) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(items),
  };
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

function age(locale: string, milliseconds: number): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  const [unit, size] = UNITS.find(([, length]) => milliseconds >= length) ?? ['minute', 60_000];
  return format.format(-Math.floor(milliseconds / size), unit);
}

function duration(locale: string, milliseconds: number): string {
  const unit = (value: number, name: string, digits = 0) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    }).format(value);
  if (milliseconds < 1_000) return unit(Math.round(milliseconds), 'millisecond');
  const seconds = milliseconds / 1_000;
  if (seconds < 60) return unit(seconds, 'second', 1);
  const whole = Math.round(seconds);
  if (whole < 3_600) return `${unit(Math.floor(whole / 60), 'minute')} ${unit(whole % 60, 'second')}`;
  return `${unit(Math.floor(whole / 3_600), 'hour')} ${unit(Math.floor((whole % 3_600) / 60), 'minute')}`;
}
