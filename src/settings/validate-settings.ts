import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';

import type { FieldError } from '../contract/error-codes.js';
import type { FieldLimits } from '../contract/users-table.js';
import { settingErrorText } from '../i18n/code-texts.js';
import { DEFAULT_LANGUAGE } from '../i18n/languages.js';
import { fruitlessRowViolations, fruitlessRowViolationsOf } from './rules/fruitless-rows.js';
import { structureViolation } from './rules/json-structure.js';
import { usersTableViolations } from './rules/mapping-rules.js';
import { type RuleViolation, violationsOf } from './rules/rule.js';
import { BatchSyncSettings } from './schema/batch-sync-settings.js';
import { MappingRow } from './schema/mapping-row.js';

const VALIDATION = { whitelist: true, forbidNonWhitelisted: true, stopAtFirstError: true };
const WRONG_SHAPE = new Set(['notObject', 'notList', 'listTooLong']);

export type ParsedSettings =
  | { readonly ok: true; readonly settings: BatchSyncSettings }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/**
 * Validates settings from a form, a file or the settings table. A missing setting has its default. An unknown setting or
 * a value of another type is refused by name, never ignored or converted. Never throws, whatever `value` is.
 *
 * @param limits if given, fields that the host's users table cannot hold are refused as well.
 */
export function parseSettings(value: unknown, limits?: FieldLimits): ParsedSettings {
  const violation = structureViolation(value);
  if (violation) return { ok: false, errors: [toFieldError('', violation)] };

  const settings = plainToInstance(BatchSyncSettings, value as object);
  const fieldErrors = validateSync(settings, VALIDATION).flatMap((error) => fieldErrorsOf(error, ''));
  if (fieldErrors.length === 0 && limits) fieldErrors.push(...usersTableErrors(settings, limits));
  return fieldErrors.length === 0 ? { ok: true, settings } : { ok: false, errors: fieldErrors };
}

export type ParsedRow =
  { readonly ok: true; readonly row: MappingRow } | { readonly ok: false; readonly errors: readonly FieldError[] };

/** Validates one row of the mapping, as a save of it does. Never throws. */
export function parseMappingRow(value: unknown, limits: FieldLimits): ParsedRow {
  const violation = structureViolation(value);
  if (violation) return { ok: false, errors: [toFieldError('', violation)] };
  const row = plainToInstance(MappingRow, value as object);
  const ofFields = validateSync(row, VALIDATION).flatMap((error) => fieldErrorsOf(error, ''));
  const errors =
    ofFields.length > 0
      ? ofFields
      : fruitlessRowViolationsOf(row, limits).map((fruitless) => toFieldError('', fruitless));
  return errors.length === 0 ? { ok: true, row } : { ok: false, errors };
}

/** What is wrong with the settings; empty when they are valid. */
export function validateSettings(value: unknown, limits?: FieldLimits): readonly FieldError[] {
  const parsed = parseSettings(value, limits);
  return parsed.ok ? [] : parsed.errors;
}

/** What a save refuses of a mapping that is otherwise valid. */
export function fruitlessRowErrors({ mapping }: BatchSyncSettings, limits: FieldLimits): readonly FieldError[] {
  return fruitlessRowViolations(mapping, limits).map((violation) => toFieldError('mapping', violation));
}

function usersTableErrors({ mapping }: BatchSyncSettings, limits: FieldLimits): FieldError[] {
  return usersTableViolations(mapping, limits).map((violation) => toFieldError('mapping', violation));
}

function fieldErrorsOf(error: ValidationError, parent: string): FieldError[] {
  const path = joinPath(parent, error.property);
  const own = ownViolations(error).map((violation) => toFieldError(path, violation));
  // If the value itself has the wrong shape, class-validator reports each of its items as well.
  const hasRightShape = own.every(({ code }) => !WRONG_SHAPE.has(code));
  return hasRightShape ? [...own, ...(error.children ?? []).flatMap((child) => fieldErrorsOf(child, path))] : own;
}

function ownViolations(error: ValidationError): readonly RuleViolation[] {
  const [constraint] = Object.keys(error.constraints ?? {});
  switch (constraint) {
    case 'whitelistValidation':
      return [{ code: 'unknownProperty', params: { property: error.property.slice(0, 64) } }];
    case 'nestedValidation':
      return [{ code: 'notObject' }];
    default:
      return violationsOf(error);
  }
}

function toFieldError(path: string, { code, params, at = '' }: RuleViolation): FieldError {
  const message = settingErrorText(DEFAULT_LANGUAGE, code, params ?? {}) ?? code;
  return { field: joinPath(path, at), code, ...(params && { params }), message };
}

function joinPath(parent: string, child: string): string {
  return [parent, child].filter((part) => part !== '').join('.');
}
