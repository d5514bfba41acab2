import { generalizedTime } from './generalized-time.js';
import { isoText } from './iso-time.js';
import type { RowConversion, TimeFormat } from './row-conversion.js';

const WHOLE_NUMBER = /^-?\d{1,19}$/;
/** Milliseconds from 1601-01-01 to 1970-01-01. */
const FILETIME_EPOCH = 11_644_473_600_000;
/** No time at all, and never: accountExpires has both for accounts that do not expire. */
const NO_FILETIME: ReadonlySet<string> = new Set(['0', '9223372036854775807']);
/** ISO 8601 has four digits for the year. */
const [FIRST, LAST] = [Date.parse('0000-01-01T00:00:00.000Z'), Date.parse('9999-12-31T23:59:59.999Z')];

/** In milliseconds since 1970-01-01; undefined for what is no time. */
type Parse = (text: string) => number | undefined;

const PARSERS: Readonly<Record<TimeFormat, Parse>> = {
  generalizedTime,
  fileTime: (text) => (WHOLE_NUMBER.test(text) ? millisecondsOf(text) - FILETIME_EPOCH : undefined),
  epochSeconds: (text) => (WHOLE_NUMBER.test(text) ? Number(text) * 1_000 : undefined),
  epochMilliseconds: (text) => (WHOLE_NUMBER.test(text) ? Number(text) : undefined),
};

/** A time in ISO 8601, in UTC; empty for FILETIMEs that mean none, and undefined for what is no time. */
export function isoDate({ from = 'generalizedTime', to = 'dateTime' }: RowConversion) {
  const parse = PARSERS[from];
  return (value: string): string | undefined => {
    const text = value.trim();
    if (from === 'fileTime' && NO_FILETIME.has(text)) return '';
    const time = parse(text);
    return time === undefined || time < FIRST || time > LAST ? undefined : isoText(time, to);
  };
}

/** Of 10,000 intervals each. So many digits are left off, since a number would be too large to be exact. */
function millisecondsOf(intervals: string): number {
  return Number(intervals.slice(0, -4)) || 0;
}
