import type { AttributeValue, Entry } from '../directory-user.js';
import { attributesInExpression } from '../expression/expression.js';
import type { MappingRule } from '../mapping-rule.js';
import { readsAttribute } from './row-source.js';
import { attributesInTemplate } from './template-text.js';

const NO_VALUES: readonly AttributeValue[] = [];

/** What a row reads. */
export type RowInput = Pick<MappingRule, 'attribute' | 'source'>;

/** The LDAP attributes that the rules read, each once, as the administrator spelled them. */
export function sourcesOf(rules: readonly RowInput[]): readonly string[] {
  return [...new Set(rules.flatMap(attributesOf))];
}

/** The LDAP attributes that a row reads, as the administrator spelled them. */
export function attributesOf({ attribute, source }: RowInput): readonly string[] {
  const { kind = 'attribute', alternatives = [], text = '' } = source ?? {};
  if (kind === 'template') return attributesInTemplate(text);
  if (kind === 'expression') return attributesInExpression(text);
  return readsAttribute(kind) ? [attribute, ...alternatives] : [];
}

/** The LDAP attributes whose values rows take as they are, so that entries can be found by them. */
export function attributesWithValue(rules: readonly RowInput[]): readonly string[] {
  return sourcesOf(rules.filter(({ source }) => (source?.kind ?? 'attribute') === 'attribute'));
}

/** Whether a row has a value if only one of its attributes has one. */
export function hasAlternatives({ source }: RowInput): boolean {
  return (source?.alternatives ?? []).length > 0;
}

/** A row's source in a few characters, as problems and reports name it. The same in all languages. */
export function describeSource(row: RowInput): string {
  const { kind = 'attribute', text = '', rdn, position } = row.source ?? {};
  switch (kind) {
    case 'constant':
      return JSON.stringify(text);
    case 'template':
    case 'expression':
      return text;
    case 'entryDn':
      return `dn: ${rdn ?? ''}${position === undefined ? '' : `[${position}]`}`;
    case 'dnValue':
      return `${row.attribute}: ${rdn ?? 'RDN'}`;
    default:
      return attributesOf(row).join(', ');
  }
}

/**
 * The values of an attribute in the order of the server.
 *
 * @param attribute in lower case
 */
export function valuesOf({ attributes }: Entry, attribute: string): readonly AttributeValue[] {
  const values: unknown = attributes[attribute];
  // An attribute named like an inherited property, such as "constructor", has no value. None of these is a list.
  return Array.isArray(values) ? (values as readonly AttributeValue[]) : NO_VALUES;
}
