import { isStorableText } from '../../index.js';
import { ValidateBy } from 'class-validator';

/** Validates that a text can be stored in the database. */
export function IsPlainText(): PropertyDecorator {
  return ValidateBy({ name: 'isPlainText', validator: { validate: isPlainText } });
}

export function isPlainText(value: unknown): value is string {
  return typeof value === 'string' && isStorableText(value);
}
