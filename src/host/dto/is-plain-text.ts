import { isStorableText } from '../../index.js';
import { ValidateBy, type ValidationOptions } from 'class-validator';

/** Validates that a text can be stored in the database. */
export function IsPlainText(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy({ name: 'isPlainText', validator: { validate: isPlainText } }, options);
}

export function isPlainText(value: unknown): value is string {
  return typeof value === 'string' && isStorableText(value);
}
