import type { Refusal } from './refusal.js';

const MAX_DEPTH = 10;
const POLLUTING = new Set(['__proto__', 'constructor', 'prototype']);

/** What no settings object can be: not an object, nested beyond sense, or with keys that reach for prototypes. */
export function findUnreadable(value: unknown): { readonly path: string; readonly refusal: Refusal } | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { path: '', refusal: { code: 'isObject' } };
  }
  return findBelow(value, [], 0);
}

function findBelow(value: unknown, path: readonly string[], depth: number): ReturnType<typeof findUnreadable> {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > MAX_DEPTH) return { path: path.slice(0, 3).join('.'), refusal: { code: 'tooDeep' } };

  for (const [key, below] of Object.entries(value)) {
    const here = [...path, key];
    if (POLLUTING.has(key))
      return { path: here.join('.'), refusal: { code: 'unknownProperty', params: { property: key } } };
    const found = findBelow(below, here, depth + 1);
    if (found) return found;
  }
  return undefined;
}
