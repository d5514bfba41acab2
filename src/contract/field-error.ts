import { englishText } from '../i18n/texts.js';
import type { FieldError } from './error-codes.js';

/** @param code a key in `i18n/<language>/validation.json`. */
export function fieldError(
  field: string,
  code: string,
  params: Readonly<Record<string, string | number>> = {},
): FieldError {
  return { field, code, params, message: englishText(`validation:${code}`, params) };
}
