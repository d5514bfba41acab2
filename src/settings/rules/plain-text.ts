import { IsString, MaxLength } from 'class-validator';

import { isStorableText } from '../../contract/storable-text.js';
import { isJsonObject } from '../json-object.js';
import { FollowsRule, type RuleViolation, withLimit } from './rule.js';

/** One line of text: a string of at most `limit` characters without control characters. */
export function PlainText(limit: number): PropertyDecorator {
  return (target, property) => {
    IsString()(target, property);
    MaxLength(limit, withLimit(limit))(target, property);
    FollowsRule('isPlainText', controlCharacterViolation)(target, property);
  };
}

export function controlCharacterViolation(value: unknown): RuleViolation | undefined {
  if (typeof value !== 'string') return undefined;
  return /\p{Cc}/u.test(value) || !isStorableText(value) ? { code: 'controlCharacter' } : undefined;
}

export function objectViolation(value: unknown): RuleViolation | undefined {
  return isJsonObject(value) ? undefined : { code: 'notObject' };
}
