import { USER_FIELDS, type UserField } from '../../contract/user-binding.js';
import type { FieldLimits } from '../../contract/users-table.js';
import type { RuleViolation } from './rule.js';
import { trimBlanks } from './white-space.js';

/** A value in the JSON attributes, e.g. `attributes.costCenter`. */
const ATTRIBUTES_TARGET = /^attributes\.[A-Za-z][A-Za-z0-9_-]{0,62}$/;
export const MAX_ROWS = 100;

export function isUserField(field: string): field is UserField {
  return (USER_FIELDS as readonly string[]).includes(field);
}

/** `attributes. costCenter ` is `attributes.costCenter`. */
export function cleanTarget(text: string): string {
  return text.split('.').map(trimBlanks).join('.');
}

export function targetViolation(value: unknown): RuleViolation | undefined {
  if (typeof value !== 'string') return undefined;
  if (value === '') return { code: 'required' };
  return isUserField(value) || ATTRIBUTES_TARGET.test(value)
    ? undefined
    : { code: 'fieldUnknown', params: { value: value.slice(0, 64) } };
}

/** The mapping as a whole: no field is mapped twice, and the user name is mapped. */
export function rowViolations(value: unknown): readonly RuleViolation[] {
  if (!Array.isArray(value)) return [];
  if (value.length > MAX_ROWS) return [{ code: 'listTooLong', params: { limit: MAX_ROWS } }];
  const fields = value.map(fieldOf);
  if (!fields.includes('userName')) return [{ code: 'userNameNotMapped' }];

  return fields.flatMap((field, index) =>
    field !== '' && fields.indexOf(field) < index
      ? [{ code: 'fieldTwice', params: { target: field }, at: `${index}.field` }]
      : [],
  );
}

/** Only fields of the host's users table can be mapped, and its required fields must be mapped. */
export function usersTableViolations(
  rows: readonly { readonly field: string }[],
  limits: FieldLimits,
): readonly RuleViolation[] {
  const notKept = rows.flatMap(({ field }, index) => {
    const kept = isUserField(field) ? limits.fields.has(field) : limits.attributes;
    return kept ? [] : [{ code: 'fieldNotKept', params: { target: field }, at: `${index}.field` }];
  });
  const unmapped = [...limits.notNull].filter((field) => !rows.some((row) => row.field === field));
  return [...notKept, ...unmapped.map((field) => ({ code: 'fieldMustBeMapped', params: { target: field } }))];
}

function fieldOf(row: unknown): string {
  const field: unknown = typeof row === 'object' && row !== null ? Reflect.get(row, 'field') : undefined;
  return typeof field === 'string' ? field : '';
}
