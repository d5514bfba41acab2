import { isJsonObject } from '../json-object.js';
import { MAX_URLS } from './data-pool-rules.js';
import { MAX_ROWS } from './mapping-rules.js';
import type { RuleViolation } from './rule.js';

const MAX_DEPTH = 10;
/** Path components reported for values far below the top. */
const REPORTED_DEPTH = 3;
const MAX_LENGTHS: Readonly<Record<string, number>> = { 'dataPool.urls': MAX_URLS };
/** Class-transformer ignores the names that every object inherits, so that they would not be refused as unknown. */
const PROTOTYPE_KEYS = new Set([...Object.getOwnPropertyNames(Object.prototype), 'prototype']);
const MAX_PROPERTIES = 50;
/** A longer name would be repeated in full with each error below it. */
const MAX_NAME_LENGTH = 256;

/**
 * Why a value cannot be validated as settings at all: it is not an object, is nested too deeply, has a list or an object
 * so large that validating it would take seconds, or has a key that is very long or that every object inherits.
 */
export function structureViolation(value: unknown): RuleViolation | undefined {
  return isJsonObject(value) ? violationBelow(value, []) : { code: 'notObject' };
}

function violationBelow(value: unknown, path: readonly string[]): RuleViolation | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const at = path.slice(0, REPORTED_DEPTH).join('.');
  if (path.length > MAX_DEPTH) return { code: 'tooDeep', at };
  if (Array.isArray(value) && value.length > MAX_ROWS) {
    return { code: 'listTooLong', params: { limit: MAX_LENGTHS[at] ?? MAX_ROWS }, at };
  }

  const properties = Object.entries(value);
  if (properties.length > MAX_PROPERTIES && !Array.isArray(value)) {
    return { code: 'tooManyProperties', params: { limit: MAX_PROPERTIES }, at };
  }
  for (const [key, below] of properties) {
    const pathBelow = [...path, key];
    if (key.length > MAX_NAME_LENGTH)
      return { code: 'unknownProperty', params: { property: `${key.slice(0, 64)}…` }, at };
    if (PROTOTYPE_KEYS.has(key)) {
      return { code: 'unknownProperty', params: { property: key }, at: pathBelow.join('.') };
    }
    const violation = violationBelow(below, pathBelow);
    if (violation) return violation;
  }
  return undefined;
}
