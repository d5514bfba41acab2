import { isStorableText } from '../../contract/storable-text.js';
import { IsString, MaxLength } from 'class-validator';

import { FollowsRule, withCode, type RuleViolation } from './rule.js';

/** Text of one line: a string of at most `limit` characters without control characters. */
export function PlainText(limit: number): PropertyDecorator {
  return (target, property) => {
    IsString(withCode('isString'))(target, property);
    MaxLength(limit, withCode('maxLength'))(target, property);
    FollowsRule('isPlainText', refuseControlCharacters)(target, property);
  };
}

export function refuseControlCharacters(value: unknown): RuleViolation | undefined {
  if (typeof value !== 'string') return undefined;
  return /\p{Cc}/u.test(value) || !isStorableText(value) ? { code: 'controlCharacter' } : undefined;
}

/** A JSON object: neither a list nor null. */
export function refuseNonObject(value: unknown): RuleViolation | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? undefined : { code: 'isObject' };
}
