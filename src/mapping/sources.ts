import type { AttributeValue, Entry } from './directory-user.js';
import type { MappingRule } from './mapping-rule.js';

const NO_VALUES: readonly AttributeValue[] = [];

/** The LDAP attributes that the rules read, each once, as the administrator spelled them. */
export function sourcesOf(rules: readonly MappingRule[]): readonly string[] {
  return [...new Set(rules.map(({ attribute }) => attribute))];
}

/**
 * The values of an attribute in the order of the server.
 *
 * @param attribute in lower case
 */
export function valuesOf({ attributes }: Entry, attribute: string): readonly AttributeValue[] {
  // An attribute named like an inherited property, such as "constructor", has no value.
  return Object.hasOwn(attributes, attribute) ? (attributes[attribute] ?? NO_VALUES) : NO_VALUES;
}
