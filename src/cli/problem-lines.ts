import type { Problem } from '../index.js';
import { printable } from './printable.js';
import type { Texts } from './texts.js';

/** One problem: whose, what was found, and what to do about it. */
export function* problemLines(texts: Texts, problem: Problem): Generator<string> {
  const { message, remedy } = describeProblem(texts, problem);
  yield `! ${problem.code}  ${printable(problem.dn)}`;
  for (const text of [message, remedy]) if (text) yield `    ${printable(text)}`;
}

/** A problem with its sentence and its remedy, as the API of a host answers it. */
export function describeProblem(
  texts: Texts,
  problem: Problem,
): Problem & { readonly message: string; readonly remedy: string } {
  const { field } = problem.params;
  const named: Problem['params'] = field === undefined ? {} : { field: texts.known(`fields:${field}`, {}) ?? field };
  const params = { ...problem.params, ...named };
  const message = texts.known(`problems:${problem.code}.sentence`, params) ?? problem.code;
  const remedy = texts.known(`problems:${problem.code}.remedy`, params) ?? '';
  return { ...problem, message, remedy };
}
