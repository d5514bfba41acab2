import { synonymsOf } from '../../mapping/attribute-synonyms.js';

/**
 * Names under which a server may return `attribute`, with its options such as `;lang-de`, as `plainName` writes them.
 *
 * @param namesByNumber further names of attributes that are stated by number, as the schema of the server spells them.
 */
export function namesOf(attribute: string, namesByNumber?: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const [type = '', ...options] = plainName(attribute).split(';');
  const names = [...synonymsOf(type), ...(namesByNumber?.get(type) ?? [])].map((name) => name.toLowerCase());
  return [...new Set(names)].map((name) => [name, ...options].join(';'));
}

/**
 * The name of an attribute in lower case, with its options in alphabetical order, as their order has no meaning (RFC 4512
 * section 2.5). `;binary` is left out: it says how values are transferred (RFC 4522), and servers add it by themselves.
 */
export function plainName(attribute: string): string {
  if (!attribute.includes(';')) return attribute.toLowerCase();
  const [type = '', ...options] = attribute.toLowerCase().split(';');
  return [type, ...options.filter((option) => option !== 'binary').toSorted()].join(';');
}

/**
 * The name to request: Active Directory has no attribute with `;binary` (RFC 4522), and other servers add it by themselves
 * where it is needed.
 */
export function nameToRequest(attribute: string): string {
  return attribute.replaceAll(/;binary(?=;|$)/gi, '');
}
