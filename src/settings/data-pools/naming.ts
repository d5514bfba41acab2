import { isResourceName } from '../../contract/data-pool-names.js';
import type { FieldError } from '../../contract/error-codes.js';
import { isStorableText } from '../../contract/storable-text.js';
import { settingErrorText } from '../../i18n/code-texts.js';
import { DEFAULT_LANGUAGE } from '../../i18n/languages.js';

const MAX_DESCRIPTION = 500;

/** What is wrong with the name and the description of a job or a data pool. */
export function nameErrors(
  { name, description }: { readonly name: string; readonly description: string },
  isTaken: boolean,
): readonly FieldError[] {
  return [
    ...(isResourceName(name) ? [] : [fieldError('name', 'resourceName')]),
    ...(isTaken ? [fieldError('name', 'nameTaken')] : []),
    ...descriptionErrors(description),
  ];
}

/** Settings of a new job that name another data pool than the job, or have a part of its settings. */
export function poolOfNewJobErrors(
  settings: Readonly<Record<string, unknown>>,
  dataPool: string,
): readonly FieldError[] {
  const isSame = !Object.hasOwn(settings, 'dataPool') || settings['dataPool'] === dataPool;
  return isSame ? [] : [fieldError('dataPool', 'dataPoolOfNewJob', { dataPool: dataPool.slice(0, 64) })];
}

function descriptionErrors(description: string): readonly FieldError[] {
  if (description.length > MAX_DESCRIPTION) return [fieldError('description', 'tooLong', { limit: MAX_DESCRIPTION })];
  return isStorableText(description) ? [] : [fieldError('description', 'controlCharacter')];
}

function fieldError(field: string, code: string, params: Readonly<Record<string, number | string>> = {}): FieldError {
  return { field, code, params, message: settingErrorText(DEFAULT_LANGUAGE, code, params) ?? code };
}
