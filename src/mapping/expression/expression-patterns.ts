import { compilePattern, type Pattern } from '../pattern.js';

/** Patterns stand in expressions, which are checked, so there are few. */
const patterns = new Map<string, Pattern>();

/** A pattern that an expression names. It was compiled before, when the expression was checked. */
export function patternOf(text: string): Pattern {
  const known = patterns.get(text);
  if (known) return known;
  const compiled = compilePattern(text);
  if (typeof compiled === 'string') throw new Error(compiled);
  if (patterns.size >= 1_000) patterns.clear();
  patterns.set(text, compiled);
  return compiled;
}
