import { ValidateBy } from 'class-validator';

import { wordsOf } from './search-patterns.js';

/** Validates that a search has no more than this many different words. */
export function MaxWords(limit: number): PropertyDecorator {
  const validate = (query: unknown) => typeof query === 'string' && wordsOf(query).length <= limit;
  return ValidateBy({ name: 'maxWords', validator: { validate } }, { context: { limit } });
}
