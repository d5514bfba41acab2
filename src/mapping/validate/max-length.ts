import type { Validation } from './validation.js';

/** Counts code points, as PostgreSQL does, not UTF-16 units. */
export const maxLength: Validation = (text, { names, maxLength: limit }) => {
  const length = text.length > limit ? codePoints(text) : 0;
  return length > limit ? { code: 'VALUE_TOO_LONG', params: { ...names, length, limit } } : undefined;
};

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
