import type { DateFormat } from './row-conversion.js';

const DAY = 86_400_000;
/** Days from 0000-03-01 to 1970-01-01: years that begin in March have the leap day at their end. */
const TO_MARCH = 719_468;
const [DAYS_OF_400_YEARS, DAYS_OF_100_YEARS, DAYS_OF_4_YEARS] = [146_097, 36_524, 1_460];

/**
 * A time in ISO 8601, in UTC and without a fraction where there is none: the text of `toISOString` in a fraction of its time.
 *
 * @param time in milliseconds since 1970-01-01, of the years 0 to 9999.
 */
export function isoText(time: number, format: DateFormat): string {
  const days = Math.floor(time / DAY);
  const date = dateOf(days);
  if (format === 'date') return date;
  const rest = time - days * DAY;
  const seconds = Math.floor(rest / 1_000);
  const clock = `${digits(seconds / 3_600)}:${digits((seconds / 60) % 60)}:${digits(seconds % 60)}`;
  const fraction = Math.floor(rest % 1_000);
  return `${date}T${clock}${fraction === 0 ? '' : `.${String(fraction).padStart(3, '0')}`}Z`;
}

/** @param days since 1970-01-01. */
function dateOf(days: number): string {
  const sinceMarch = days + TO_MARCH;
  const era = Math.floor(sinceMarch / DAYS_OF_400_YEARS);
  const day = sinceMarch - era * DAYS_OF_400_YEARS;
  const leapDays =
    Math.floor(day / DAYS_OF_4_YEARS) - Math.floor(day / DAYS_OF_100_YEARS) + Math.floor(day / (DAYS_OF_400_YEARS - 1));
  const year = Math.floor((day - leapDays) / 365);
  const dayOfYear = day - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const month = Math.floor((5 * dayOfYear + 2) / 153);
  const [calendarYear, calendarMonth] = month < 10 ? [year, month + 3] : [year + 1, month - 9];
  const dayOfMonth = dayOfYear - Math.floor((153 * month + 2) / 5) + 1;
  return `${String(calendarYear + era * 400).padStart(4, '0')}-${digits(calendarMonth)}-${digits(dayOfMonth)}`;
}

function digits(number: number): string {
  const whole = Math.floor(number);
  return whole < 10 ? `0${whole}` : String(whole);
}
