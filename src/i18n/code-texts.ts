import type { Language } from './languages.js';
import { textIn, type TextParameters } from './texts.js';
import { VALUE_CODES } from './value-codes.js';

/** What happened, and what to do about it; empty if nothing is to be done. */
export interface CodeTexts {
  readonly message: string;
  readonly remedy: string;
}

/** The message of an error code; undefined for an unknown code. The parameter `why` is the code of a localized reason. */
export function errorText(language: Language, code: string, params: TextParameters): string | undefined {
  const { why, reason } = params;
  if (why === undefined) return textIn(language, `errors:${code}`, params);
  const reasonCode = VALUE_CODES.get(String(why)) ?? why;
  const localizedReason = textIn(language, `validation:${reasonCode}`, params) ?? String(reason);
  return textIn(language, `errors:${code}`, { ...params, reason: localizedReason });
}

/** The texts of a problem code, with the label of `params.field`. */
export function problemTexts(language: Language, code: string, params: TextParameters): CodeTexts {
  const named = withFieldName(language, params);
  return {
    message: textIn(language, `problems:${code}.sentence`, named) ?? code,
    remedy: textIn(language, `problems:${code}.remedy`, named) ?? '',
  };
}

/** The texts of a finding of the connection check. `params.problem`, a problem code, is replaced with its sentence. */
export function findingTexts(language: Language, code: string, params: TextParameters): CodeTexts {
  const { problem } = params;
  const explained =
    problem === undefined ? params : { ...params, problem: problemTexts(language, String(problem), params).message };
  return {
    message: textIn(language, `check:${code}.found`, explained) ?? code,
    remedy: textIn(language, `check:${code}.remedy`, explained) ?? '',
  };
}

function withFieldName(language: Language, params: TextParameters): TextParameters {
  const { field } = params;
  return field === undefined ? params : { ...params, field: textIn(language, `fields:${field}`) ?? field };
}
