import type { RJSFSchema } from '@rjsf/utils';
import { isRecord } from '../flat-settings.js';

export interface MappingRule {
  readonly attribute: string;
  readonly field: string;
  readonly required: boolean;
}

/** Begins the name of a place among a user's further attributes. */
export const FURTHER = 'attributes.';

/** The user fields that the schema offers. */
export function userFieldsOf(schema: RJSFSchema): readonly string[] {
  const items = isRecord(schema.items) ? schema.items : {};
  const properties = isRecord(items['properties']) ? items['properties'] : {};
  const field = isRecord(properties['field']) ? properties['field'] : {};
  const named = field['enum'] ?? field['examples'];
  return Array.isArray(named) ? named.map(String).filter((name) => !name.startsWith(FURTHER)) : [];
}

/** The rules as rows: what was stored by hand may be anything. */
export function rulesIn(value: unknown): readonly MappingRule[] {
  if (!Array.isArray(value)) return [];
  return value.map((row: unknown) => {
    const { attribute, field, required } = isRecord(row) ? row : {};
    return { attribute: textOf(attribute), field: textOf(field), required: required === true };
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
