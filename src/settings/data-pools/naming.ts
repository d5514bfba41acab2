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

function descriptionErrors(description: string): readonly FieldError[] {
  if (description.length > MAX_DESCRIPTION) return [fieldError('description', 'tooLong', { limit: MAX_DESCRIPTION })];
  return isStorableText(description) ? [] : [fieldError('description', 'controlCharacter')];
}

function fieldError(field: string, code: string, params: Readonly<Record<string, number>> = {}): FieldError {
  return { field, code, params, message: settingErrorText(DEFAULT_LANGUAGE, code, params) ?? code };
}
