import { compilePattern, replaceMatches, type Work } from '../pattern.js';
import type { RowConversion } from './row-conversion.js';

/** In UTF-16 units. A longer value is not converted. */
const MAX_LENGTH = 10_000;

/** `$$`, and the text before or after a match, which would multiply a text by its length. */
const DOLLAR = /\$[$`']/g;

/** Replaces what the pattern matches, each time. A value for which that would take long is not converted. */
export function replaced({
  pattern = '',
  replacement = '',
}: RowConversion): (text: string, work: Work) => string | undefined {
  const compiled = compilePattern(pattern);
  const safe = replacement.replaceAll(DOLLAR, (found) => (found === '$$' ? found : `$${found}`));
  return (text, work) =>
    typeof compiled === 'string' || text.length > MAX_LENGTH ? undefined : replaceMatches(compiled, text, safe, work);
}
