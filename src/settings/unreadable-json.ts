import { MAX_URLS } from './rules/data-pool-rules.js';
import { MAX_ROWS } from './rules/mapping-rules.js';
import type { RuleViolation } from './rules/rule.js';

const MAX_DEPTH = 10;
const LIMITS: Readonly<Record<string, number>> = { 'dataPool.urls': MAX_URLS };
const POLLUTING = new Set(['__proto__', 'constructor', 'prototype']);

/** What no settings object can be: not an object, nested beyond sense, with lists so long that checking their items would take seconds, or with keys that reach for prototypes. */
export function findUnreadable(value: unknown): { readonly path: string; readonly refusal: RuleViolation } | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { path: '', refusal: { code: 'isObject' } };
  }
  return findBelow(value, [], 0);
}

function findBelow(value: unknown, path: readonly string[], depth: number): ReturnType<typeof findUnreadable> {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > MAX_DEPTH) return { path: path.slice(0, 3).join('.'), refusal: { code: 'tooDeep' } };

  if (Array.isArray(value) && value.length > MAX_ROWS) {
    const here = path.slice(0, 3).join('.');
    return { path: here, refusal: { code: 'listTooLong', params: { limit: LIMITS[here] ?? MAX_ROWS } } };
  }

  for (const [key, below] of Object.entries(value)) {
    const here = [...path, key];
    if (POLLUTING.has(key))
      return { path: here.join('.'), refusal: { code: 'unknownProperty', params: { property: key } } };
    const found = findBelow(below, here, depth + 1);
    if (found) return found;
  }
  return undefined;
}
