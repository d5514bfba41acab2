import { RE2JS, RE2JSException } from 're2js';
import { soughtForm } from './conversions/text-form.js';
import { type LiteralPattern, literalPattern } from './literal-pattern.js';

/** More instructions would make a match slow. `\p{L}{1,100}` has about 100. */
const MAX_PROGRAM = 2_000;

/** Of one value, as instructions of the pattern times UTF-16 units that are searched: some ten milliseconds. */
const MAX_WORK = 2_000_000;

/**
 * A regular expression in the syntax of RE2: without back references and look-around, so that a search takes time in
 * proportion to the text. To replace each match takes a search for each, which may go on to the end of the text.
 */
export interface Pattern {
  readonly engine: RE2JS;
  /** Instructions. */
  readonly size: number;
  readonly literal: LiteralPattern | undefined;
}

/** Compiles a pattern; a sentence of the engine if it cannot be. */
export function compilePattern(pattern: string): Pattern | string {
  const text = soughtForm(pattern);
  try {
    const engine = RE2JS.compile(text);
    const size = engine.programSize();
    return size > MAX_PROGRAM ? 'expression too large' : { engine, size, literal: literalPattern(text) };
  } catch (error) {
    if (error instanceof RE2JSException) return error.message;
    throw error;
  }
}

/** What patterns may still do for a value, in instructions times UTF-16 units. It is counted, not timed. */
export interface Work {
  left: number;
}

export function workForOneValue(): Work {
  return { left: MAX_WORK };
}

/** Whether a pattern matches a part of a text. One that cannot be compiled, or would take long, matches nothing. */
export function matcherOf(text: string): (value: string) => boolean {
  const pattern = compilePattern(text);
  return (value) => typeof pattern !== 'string' && (isFound(pattern, value, workForOneValue()) ?? false);
}

/** Whether a pattern matches a part of a text; undefined if that would take more than the work. */
export function isFound(pattern: Pattern, text: string, work: Work): boolean | undefined {
  work.left -= searchesOf(pattern, text.length, 1);
  return work.left < 0 ? undefined : (pattern.literal?.isFound(text) ?? pattern.engine.test(text));
}

/**
 * Replaces each match. `$1` and `$&` in the replacement are the first group and the match. Undefined if that would take more
 * than the work.
 */
export function replaceMatches(pattern: Pattern, text: string, replacement: string, work: Work): string | undefined {
  const atMost = searchesOf(pattern, text.length, text.length + 1);
  if (atMost <= work.left) work.left -= atMost;
  else if (!canSearchAll(pattern, text, work)) return undefined;
  const quick = replacement.includes('$') ? undefined : pattern.literal?.replaced(text, replacement);
  return quick ?? pattern.engine.matcher(text).replaceAll(replacement);
}

/** Searches for each match, so that only the searches that take place are counted. */
function canSearchAll(pattern: Pattern, text: string, work: Work): boolean {
  const matcher = pattern.engine.matcher(text);
  for (let from = 0; ; from = matcher.end()) {
    work.left -= searchesOf(pattern, text.length - from, 1);
    if (work.left < 0) return false;
    if (!matcher.find()) return true;
  }
}

function searchesOf(pattern: Pattern, length: number, searches: number): number {
  return pattern.size * (length + 1) * searches;
}
