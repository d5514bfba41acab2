import type { LdapFilter } from './ldap-filter.js';

const OPERATORS = { equal: '=', greaterOrEqual: '>=', lessOrEqual: '<=', approximate: '~=' } as const;

/** A filter as text (RFC 4515), without white space. */
export function filterText(filter: LdapFilter): string {
  return `(${contentOf(filter)})`;
}

function contentOf(filter: LdapFilter): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return `${filter.kind === 'and' ? '&' : '|'}${filter.filters.map(filterText).join('')}`;
    case 'not':
      return `!${filterText(filter.filter)}`;
    case 'present':
      return `${filter.attribute}=*`;
    case 'substrings':
      return `${filter.attribute}=${filter.parts.map(escaped).join('*')}`;
    case 'extensible': {
      const { attribute, dnAttributes, rule, value } = filter;
      return `${attribute}${dnAttributes ? ':dn' : ''}${rule === '' ? '' : `:${rule}`}:=${escaped(value)}`;
    }
    default:
      return `${filter.attribute}${OPERATORS[filter.kind]}${escaped(filter.value)}`;
  }
}

/** Escapes what a filter reserves, and bytes that are not valid UTF-8. */
function escaped(value: Buffer): string {
  const text = value.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(value)) return [...value].map(hexadecimal).join('');
  return text.replaceAll(/[\0()*\\]/g, (char) => hexadecimal(char.charCodeAt(0)));
}

function hexadecimal(byte: number): string {
  return `\\${byte.toString(16).padStart(2, '0')}`;
}
