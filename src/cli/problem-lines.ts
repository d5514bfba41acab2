import { problemTexts } from '../i18n/code-texts.js';
import type { Problem } from '../index.js';
import { escapeControlCharacters } from './escape-control-characters.js';
import type { Texts } from './texts.js';

/** Describes a problem: code, entry, description, value and remedy. */
export function* problemLines(texts: Texts, problem: Problem): Generator<string> {
  const { message, remedy } = describeProblem(texts, problem);
  yield `! ${problem.code}  ${escapeControlCharacters(problem.dn)}`;
  const value = problem.value ? texts.t('report.value', { value: problem.value }) : '';
  for (const text of [message, value, remedy]) if (text) yield `    ${escapeControlCharacters(text)}`;
}

/** Adds the localized description and remedy to a problem, as the API of a host does. */
export function describeProblem(
  { language, date }: Texts,
  problem: Problem,
): Problem & { readonly message: string; readonly remedy: string } {
  const { code, params, isPartial } = problem;
  return { ...problem, ...problemTexts(language, code, params, { isPartial, format: date }) };
}
