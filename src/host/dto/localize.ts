import { type FieldError, type Page, type Problem, type Run, settingOf } from '../../index.js';
import type { Language } from '../../i18n/languages.js';
import type { TextsService } from '../language/texts.service.js';
import type { ProblemDto } from './change.dto.js';
import type { RunDto } from './run.dto.js';

/** Adds the localized reason to a run, and the setting that remedies it. */
export function localizeRun(texts: TextsService, language: Language, run: Run): RunDto {
  const { reason } = run;
  if (!reason) return { ...run, reason };
  const { code, params } = reason;
  return {
    ...run,
    reason: { ...reason, message: texts.error(language, code, params), field: settingOf(code, params) },
  };
}

/** Adds the localized description and remedy to a problem. */
export function localizeProblem(texts: TextsService, language: Language, problem: Problem): ProblemDto {
  return { ...problem, ...texts.problem(language, problem) };
}

export function localizeErrors(
  texts: TextsService,
  language: Language,
  errors: readonly FieldError[],
): readonly FieldError[] {
  return errors.map((error) => texts.settingError(language, error));
}

export function mapPage<From, To>({ items, nextCursor }: Page<From>, map: (item: From) => To): Page<To> {
  return { items: items.map((item) => map(item)), nextCursor };
}
