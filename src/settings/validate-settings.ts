import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';

import type { FieldError } from '../contract/error-codes.js';
import type { FieldLimits } from '../contract/users-table.js';
import { BatchSyncSettings } from './schema/batch-sync-settings.js';
import { refuseAgainstTable } from './rules/mapping-rules.js';
import { decodeViolations, type RuleViolation } from './rules/rule.js';
import { findUnreadable } from './unreadable-json.js';
import { englishText } from '../i18n/texts.js';

const WRONG_SHAPE = new Set(['isObject', 'isArray', 'listTooLong']);

export type ParsedSettings =
  | { readonly ok: true; readonly settings: BatchSyncSettings }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/**
 * Checks settings as they come from a form, a file or the settings table. What is left out has its default; what is
 * unknown or of another type is refused by name, never ignored or converted. Never throws, whatever `value` is.
 *
 * @param limits also refuses fields that the host's users table cannot hold.
 */
export function parseSettings(value: unknown, limits?: FieldLimits): ParsedSettings {
  const unreadable = findUnreadable(value);
  if (unreadable) return { ok: false, errors: [toFieldError(unreadable.path, unreadable.refusal)] };

  const settings = plainToInstance(BatchSyncSettings, value as object);
  const errors = validateSync(settings, { whitelist: true, forbidNonWhitelisted: true, stopAtFirstError: true });
  const fieldErrors = errors.flatMap((error) => fieldErrorsOf(error, ''));
  if (fieldErrors.length === 0 && limits) fieldErrors.push(...againstTable(settings, limits));
  return fieldErrors.length === 0 ? { ok: true, settings } : { ok: false, errors: fieldErrors };
}

/** What is wrong with the settings; empty when nothing is. */
export function validateSettings(value: unknown, limits?: FieldLimits): readonly FieldError[] {
  const parsed = parseSettings(value, limits);
  return parsed.ok ? [] : parsed.errors;
}

function againstTable({ mapping }: BatchSyncSettings, limits: FieldLimits): FieldError[] {
  return refuseAgainstTable(mapping, limits).map((refusal) => toFieldError('mapping', refusal));
}

function fieldErrorsOf(error: ValidationError, parent: string): FieldError[] {
  const path = parent === '' ? error.property : `${parent}.${error.property}`;
  const own = refusalsOf(error).map((refusal) => toFieldError(path, refusal));
  // A list where an object belongs would be refused once more for each of its items.
  const isShaped = own.every(({ code }) => !WRONG_SHAPE.has(code));
  return isShaped ? [...own, ...(error.children ?? []).flatMap((child) => fieldErrorsOf(child, path))] : own;
}

function refusalsOf({ constraints = {}, property }: ValidationError): readonly RuleViolation[] {
  const [first] = Object.entries(constraints);
  if (!first) return [];
  const [name, message] = first;
  if (name === 'whitelistValidation') return [{ code: 'unknownProperty', params: { property: property.slice(0, 64) } }];
  if (name === 'nestedValidation') return [{ code: 'isObject' }];
  return decodeViolations(message);
}

function toFieldError(path: string, { code, params, at }: RuleViolation): FieldError {
  const field = at === undefined ? path : `${path}.${at}`;
  return { field, code, ...(params && { params }), message: englishText(`validation:${code}`, params) };
}
