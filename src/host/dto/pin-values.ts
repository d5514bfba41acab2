import { ValidateBy } from 'class-validator';

import { isDateWithTime } from './is-instant.js';

/** A pin to set, as it is sent. */
export interface SentPin {
  readonly expiresAt?: string | null;
}

/** Validates an object of pins and nulls. Which values can be pinned is decided by the add-on. */
export function PinValues(limit: number): PropertyDecorator {
  const validate = (value: unknown) => {
    if (!isObject(value)) return false;
    const pins = Object.values(value);
    return pins.length <= limit && pins.every((pin) => pin === null || isPin(pin));
  };
  // The message is never shown, but class-validator copies no context for an empty one.
  const validator = { validate, defaultMessage: () => 'pinValues' };
  return ValidateBy({ name: 'pinValues', validator }, { context: { limit } });
}

function isPin(pin: unknown): boolean {
  if (!isObject(pin) || Object.keys(pin).some((name) => name !== 'expiresAt')) return false;
  const expires = pin['expiresAt'] ?? null;
  return expires === null || (typeof expires === 'string' && isDateWithTime(expires));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
