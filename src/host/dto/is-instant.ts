import { isISO8601, ValidateBy } from 'class-validator';

/** Validates a date or a date with time in ISO 8601 format, from the year 1 on. Neither weeks nor numbered days. */
export function IsInstant(): PropertyDecorator {
  return ValidateBy({ name: 'isInstant', validator: { validate: isInstant } });
}

export function isInstant(value: unknown): boolean {
  return isISO8601(value, { strict: true }) && Date.parse(String(value)) >= YEAR_ONE;
}

const YEAR_ONE = Date.parse('0001-01-01T00:00:00Z');
