import { textForm } from './conversions/text-form.js';
import { type NameComponent, parseDistinguishedName } from './distinguished-name.js';

/**
 * The form in which DNs are compared: neither case, white space, the form of a text, the order within an RDN nor the way a
 * character is escaped distinguishes two of them (RFC 4514 allows `\,` and `\2C`). What is no DN is compared without case.
 */
export function comparableName(text: string): string {
  const names = text.includes('=') ? parseDistinguishedName(text) : undefined;
  if (!names) return text.toLowerCase();
  const parts = ({ type, value }: NameComponent) => [type, textForm(value)].map((part) => part.toLowerCase());
  return JSON.stringify(names.map((name) => name.map((component) => JSON.stringify(parts(component))).toSorted()));
}
