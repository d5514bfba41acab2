import type { RJSFSchema } from '@rjsf/utils';
import { isRecord } from './is-record.js';

export interface MappingRule {
  readonly attribute: string;
  readonly field: string;
  readonly required: boolean;
  /** The optional parts of the row: source, choice among several values, and so on. */
  readonly further: Readonly<Record<string, unknown>>;
}

/** The prefix of a target field that is an additional attribute of the user. */
export const ADDITIONAL_PREFIX = 'attributes.';

/** The user fields that the schema lists. */
export function userFieldsOf(schema: RJSFSchema): readonly string[] {
  const items = isRecord(schema.items) ? schema.items : {};
  const properties = isRecord(items['properties']) ? items['properties'] : {};
  const field = isRecord(properties['field']) ? properties['field'] : {};
  const names = field['enum'] ?? field['examples'];
  return Array.isArray(names) ? names.map(String).filter((name) => !name.startsWith(ADDITIONAL_PREFIX)) : [];
}

/** Reads the rules defensively, because settings edited outside the form can have any shape. */
export function rulesIn(value: unknown): readonly MappingRule[] {
  if (!Array.isArray(value)) return [];
  return value.map((row: unknown) => {
    const { attribute, field, required, ...further } = isRecord(row) ? row : {};
    return { attribute: textOf(attribute), field: textOf(field), required: required === true, further };
  });
}

/** The rows as the settings have them. */
export function settingsOf(rules: readonly MappingRule[]): readonly object[] {
  return rules.map(rowOf);
}

/** A row as the settings have it. */
export function rowOf({ further, ...rule }: MappingRule): Readonly<Record<string, unknown>> {
  return { ...rule, ...further };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
