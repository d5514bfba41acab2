import { IsString, MaxLength } from 'class-validator';

import { Refuses, says, type Refusal } from './refusal.js';

/** Text of one line: a string of at most `limit` characters without control characters. */
export function PlainText(limit: number): PropertyDecorator {
  return (target, property) => {
    IsString(says('isString'))(target, property);
    MaxLength(limit, says('maxLength'))(target, property);
    Refuses('isPlainText', refuseControlCharacters)(target, property);
  };
}

export function refuseControlCharacters(value: unknown): Refusal | undefined {
  if (typeof value !== 'string') return undefined;
  return /\p{Cc}/u.test(value) || !value.isWellFormed() ? { code: 'controlCharacter' } : undefined;
}

/** A JSON object: neither a list nor null. */
export function refuseNonObject(value: unknown): Refusal | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? undefined : { code: 'isObject' };
}
