import type { FieldError } from '../../contract/error-codes.js';
import { fieldError } from '../../contract/field-error.js';
import { isStorableText } from '../../contract/storable-text.js';
import type { UserField } from '../../contract/user-binding.js';
import type { FieldLimits } from '../../contract/users-table.js';
import { ATTRIBUTES } from '../../mapping/mapping-rule.js';
import { enteredValueViolation } from '../../mapping/validate/entered-value.js';
import { validate } from '../../mapping/validate/validation.js';

/** Values as text, by name. Null: none. */
export type TextValues = ReadonlyMap<string, string | null>;

/** Checks values that a person entered by the rules of mapping: those of the host's table, and those for names. */
export function requestedValues(
  fields: Readonly<Record<string, unknown>>,
  limits: FieldLimits,
): { readonly values: TextValues; readonly errors: readonly FieldError[] } {
  const values = new Map(Object.entries(fields).map(([name, value]) => [name, textOf(value)]));
  const errors = [...values].flatMap(([name, value]) => errorOf(name, value, limits) ?? []);
  return { values, errors };
}

/** As mapping does, without white space at the ends. */
export function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const text = (typeof value === 'string' ? value : JSON.stringify(value)).trim();
  return text === '' ? null : text;
}

/** Whether the host's table has the value, and runs may write it. */
export function isKept(name: string, { fields, attributes }: FieldLimits): boolean {
  if (!isStorableText(name)) return false;
  const isAttribute = name.startsWith(ATTRIBUTES) && name.length > ATTRIBUTES.length;
  return name === 'state' || fields.has(name as UserField) || (isAttribute && attributes);
}

function errorOf(name: string, value: string | null, limits: FieldLimits): FieldError | undefined {
  const field = name as UserField;
  if (!isKept(name, limits)) return fieldError(name, 'fieldUnknown', { value: name });
  if (value === null) {
    return name === 'state' || limits.notNull.has(field) ? fieldError(name, 'required') : undefined;
  }
  if (!isStorableText(value)) return fieldError(name, 'controlCharacter');
  const target = { names: { attribute: '', field: field }, maxLength: limits.maxLength[field] ?? Infinity };
  const problem = validate(value, target);
  if (!problem) return undefined;
  const { code, params } = enteredValueViolation(problem);
  return fieldError(name, code, params);
}
