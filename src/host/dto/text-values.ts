import { ValidateBy } from 'class-validator';

/** Validates an object of texts and nulls. What the texts may be is decided by the add-on. */
export function TextValues(limit: number): PropertyDecorator {
  const validate = (value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const texts: readonly unknown[] = Object.values(value);
    return texts.length <= limit && texts.every((text) => text === null || typeof text === 'string');
  };
  // The message is never shown, but class-validator copies no context for an empty one.
  const validator = { validate, defaultMessage: () => 'textValues' };
  return ValidateBy({ name: 'textValues', validator }, { context: { limit } });
}
