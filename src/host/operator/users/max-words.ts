import { ValidateBy } from 'class-validator';

import { wordsOf } from './search-patterns.js';

/** Validates that a search has no more than this many different words. */
export function MaxWords(limit: number): PropertyDecorator {
  const validate = (query: unknown) => typeof query === 'string' && wordsOf(query).length <= limit;
  // The message is never shown, but class-validator copies no context for an empty one.
  const validator = { validate, defaultMessage: () => 'maxWords' };
  return ValidateBy({ name: 'maxWords', validator }, { context: { limit } });
}
