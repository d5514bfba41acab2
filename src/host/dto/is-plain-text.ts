import { ValidateBy } from 'class-validator';

/** Text that a database can hold and compare: no NUL, and no half of a surrogate pair. */
export function IsPlainText(): PropertyDecorator {
  return ValidateBy({ name: 'isPlainText', validator: { validate: isPlainText } });
}

export function isPlainText(value: unknown): value is string {
  return typeof value === 'string' && !value.includes('\0') && value.isWellFormed();
}
