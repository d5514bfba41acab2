import { useMemo } from 'react';
import { useTexts } from './use-texts.js';

export interface Formats {
  readonly number: (value: number) => string;
  readonly percent: (share: number) => string;
  /** In the reader's time zone, or in the one named. */
  readonly instant: (iso: string, timeZone?: string) => string;
  /** To the second, with the time zone. */
  readonly exact: (iso: string, timeZone?: string) => string;
  readonly duration: (milliseconds: number) => string;
}

export const readersTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Dates, numbers and durations as the reader's language writes them. */
export function useFormats(): Formats {
  const { language } = useTexts();
  return useMemo(() => formats(language), [language]);
}

function formats(language: string): Formats {
  const numbers = new Intl.NumberFormat(language);
  const percents = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  return {
    number: (value) => numbers.format(value),
    percent: (share) => percents.format(share),
    instant: (iso, timeZone) =>
      new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium', timeZone }).format(new Date(iso)),
    exact: (iso, timeZone) =>
      new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long', timeZone }).format(new Date(iso)),
    duration: (milliseconds) => duration(language, milliseconds),
  };
}

function duration(language: string, milliseconds: number): string {
  const unit = (value: number, name: string, digits = 0) =>
    new Intl.NumberFormat(language, {
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
