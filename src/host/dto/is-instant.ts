import { isISO8601, ValidateBy } from 'class-validator';

/**
 * Validates a date, which begins in UTC, or a date with time and time zone in ISO 8601 format, from the year 1 to 9999.
 * Neither weeks nor numbered days.
 */
export function IsInstant(): PropertyDecorator {
  return ValidateBy({ name: 'isInstant', validator: { validate: isInstant } });
}

/** Validates a date with time and time zone, from the year 1 to 9999. */
export function IsDateWithTime(): PropertyDecorator {
  return ValidateBy({ name: 'isInstant', validator: { validate: isDateWithTime } });
}

export function isInstant(value: unknown): boolean {
  return isISO8601(value, { strict: true }) && isInRange(String(value)) && (isDate(value) || isDateWithTime(value));
}

/** What JSON Schema calls a date-time. Without a time zone, it would depend on that of the server. */
export function isDateWithTime(value: unknown): boolean {
  return isISO8601(value, { strict: true }) && isInRange(String(value)) && WITH_ZONE.test(String(value));
}

const WITH_ZONE = /T.*(Z|[+-]\d\d:\d\d)$/i;
const FIRST = Date.parse('0001-01-01T00:00:00Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

function isDate(value: unknown): boolean {
  return !/[T ]/i.test(String(value));
}

function isInRange(value: string): boolean {
  const time = Date.parse(value);
  return time >= FIRST && time <= LAST;
}
