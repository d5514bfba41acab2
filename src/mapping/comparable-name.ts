import { synonymsOf } from './attribute-synonyms.js';
import { textForm } from './conversions/text-form.js';
import { type NameComponent, parseDistinguishedName, type RelativeName } from './distinguished-name.js';

/**
 * The form in which DNs are compared: neither case, white space, the form of a text, the order within an RDN, the way a
 * character is escaped (RFC 4514 allows `\,` and `\2C`) nor the name of an attribute (RFC 4519 allows `ou`,
 * `organizationalUnitName` and the OID) distinguishes two of them. What is no DN is compared without case.
 */
export function comparableName(text: string): string {
  const names = text.includes('=') ? comparableNames(text) : undefined;
  return names ? JSON.stringify(names) : text.toLowerCase();
}

/** The same for each RDN, that of the entry first. Undefined if the text is not a distinguished name. */
export function comparableNames(text: string): readonly string[] | undefined {
  return parseDistinguishedName(text)?.map(comparable);
}

function comparable(name: RelativeName): string {
  const parts = ({ type, value }: NameComponent) => [synonymsOf(type)[0], textForm(value).toLowerCase()];
  return JSON.stringify(name.map((component) => JSON.stringify(parts(component))).toSorted());
}
