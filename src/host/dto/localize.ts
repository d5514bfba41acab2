import {
  effectOf,
  type FieldError,
  findingParams,
  GUARD_CODES,
  type GuardFinding,
  type Page,
  type Problem,
  type Run,
  settingOf,
} from '../../index.js';
import type { CodeTexts } from '../../i18n/code-texts.js';
import type { Language } from '../../i18n/languages.js';
import type { Reader } from '../language/reader.decorator.js';
import type { TextsService } from '../language/texts.service.js';
import type { ProblemDto } from './change.dto.js';
import type { GuardFindingDto } from './guard-finding.dto.js';
import type { RunDto } from './run.dto.js';

/** Adds the localized reason to a run with the setting that remedies it, and leaves out what its reader may not see. */
export function localizeRun(texts: TextsService, reader: Reader, run: Run): RunDto {
  const { readReport } = run;
  return {
    ...run,
    effect: effectOf(run),
    reason: localizeReason(texts, reader, run),
    readReport: readReport && (reader.role === 'administrator' ? readReport : { ...readReport, ...NO_SEARCH }),
  };
}

function localizeReason(texts: TextsService, reader: Reader, { reason, reverts, status }: Run): RunDto['reason'] {
  if (!reason) return null;
  const { code, params } = reason;
  // No setting decides what a revert contains.
  const field = reverts && status === 'stopped' ? null : settingOf(code, params);
  return { code, ...texts.error(reader, code, params), field };
}

/** Operators do not see settings. */
const NO_SEARCH = {
  server: null,
  baseDn: null,
  filter: null,
  bases: null,
  exclusions: null,
  absentAttributes: null,
} as const;

/** Adds the localized title, description and remedy to a problem. @param described the last two, if not those of a page. */
export function localizeProblem(
  texts: TextsService,
  language: Language,
  problem: Problem,
  described: CodeTexts = texts.problem(language, problem),
): ProblemDto {
  const { code, params } = problem;
  const field = params['field'];
  const title = texts.problemTitle(language, code, field === undefined ? null : String(field));
  return { ...problem, title, ...described };
}

/** Adds the localized finding with its remedy, and the setting with the limit. */
export function localizeFinding(texts: TextsService, reader: Reader, finding: GuardFinding): GuardFindingDto {
  const code = GUARD_CODES[finding.guard];
  const { message } = texts.error(reader, code, findingParams(finding));
  return { ...finding, code, message, setting: `limits.${finding.guard}.enabled` };
}

export function localizeErrors(
  texts: TextsService,
  language: Language,
  errors: readonly FieldError[],
): readonly FieldError[] {
  return errors.map((error) => texts.settingError(language, error));
}

/** The errors of stored settings: operators see which settings are invalid, but not their values. */
export function localizeStoredErrors(
  texts: TextsService,
  reader: Reader,
  errors: readonly FieldError[],
): readonly FieldError[] {
  if (reader.role === 'administrator') return localizeErrors(texts, reader.language, errors);
  const { message } = texts.error(reader, 'SETTINGS_INVALID');
  return errors.map(({ field, code }) => ({ field, code, message }));
}

export function mapPage<From, To>({ items, nextCursor }: Page<From>, map: (item: From) => To): Page<To> {
  return { items: items.map((item) => map(item)), nextCursor };
}
