import type { FieldError, Page, Problem, Run } from '../../index.js';
import type { Language } from '../../i18n/languages.js';
import type { Texts } from '../language/texts.service.js';
import type { ProblemDto } from './change.dto.js';
import type { RunDto } from './run.dto.js';

/** A run with its reason as a sentence. */
export function localizeRun(texts: Texts, language: Language, run: Run): RunDto {
  const { reason } = run;
  return { ...run, reason: reason && { ...reason, message: texts.error(language, reason.code, reason.params) } };
}

/** A problem with its sentence and its remedy. */
export function localizeProblem(texts: Texts, language: Language, problem: Problem): ProblemDto {
  return { ...problem, ...texts.problem(language, problem) };
}

export function localizeErrors(texts: Texts, language: Language, errors: readonly FieldError[]): readonly FieldError[] {
  return errors.map((error) => texts.settingError(language, error));
}

export function pageOf<From, To>({ items, nextCursor }: Page<From>, each: (item: From) => To): Page<To> {
  return { items: items.map((item) => each(item)), nextCursor };
}
