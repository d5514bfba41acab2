import { isJsonObject } from '../json-object.js';
import { MAX_URLS } from './data-pool-rules.js';
import { MAX_ROWS } from './mapping-rules.js';
import type { RuleViolation } from './rule.js';

const MAX_DEPTH = 10;
/** Path components reported for values far below the top. */
const REPORTED_DEPTH = 3;
const MAX_LENGTHS: Readonly<Record<string, number>> = { 'dataPool.urls': MAX_URLS };
const PROTOTYPE_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Why a value cannot be validated as settings at all: it is not an object, is nested too deeply, has a list so long that
 * validating its items would take seconds, or has a key that could change a prototype.
 */
export function structureViolation(value: unknown): RuleViolation | undefined {
  return isJsonObject(value) ? violationBelow(value, []) : { code: 'isObject' };
}

function violationBelow(value: unknown, path: readonly string[]): RuleViolation | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const at = path.slice(0, REPORTED_DEPTH).join('.');
  if (path.length > MAX_DEPTH) return { code: 'tooDeep', at };
  if (Array.isArray(value) && value.length > MAX_ROWS) {
    return { code: 'listTooLong', params: { limit: MAX_LENGTHS[at] ?? MAX_ROWS }, at };
  }

  for (const [key, below] of Object.entries(value)) {
    const pathBelow = [...path, key];
    if (PROTOTYPE_KEYS.has(key)) {
      return { code: 'unknownProperty', params: { property: key }, at: pathBelow.join('.') };
    }
    const violation = violationBelow(below, pathBelow);
    if (violation) return violation;
  }
  return undefined;
}
