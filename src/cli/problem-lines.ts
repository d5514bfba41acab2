import type { Problem } from '../index.js';
import { printable } from './printable.js';
import type { Texts } from './texts.js';

/** One problem: whose, what was found, and what to do about it. */
export function* problemLines(texts: Texts, problem: Problem): Generator<string> {
  yield `! ${problem.code}  ${printable(problem.dn)}`;
  for (const part of ['sentence', 'remedy']) {
    const text = texts.known(`problems:${problem.code}.${part}`, problem.params);
    if (text) yield `    ${printable(text)}`;
  }
}
