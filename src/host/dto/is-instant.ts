import { isISO8601, ValidateBy } from 'class-validator';

/** Validates a date or a date with time in ISO 8601 format. */
export function IsInstant(): PropertyDecorator {
  const validate = (value: unknown) => isISO8601(value, { strict: true });
  return ValidateBy({ name: 'isInstant', validator: { validate } });
}
