import type { LdapFilter } from './ldap-filter.js';

/** The attributes that a filter names, each once, as it spells them. */
export function attributesInFilter(filter: LdapFilter): readonly string[] {
  return [...new Set(namesIn(filter))];
}

function namesIn(filter: LdapFilter): readonly string[] {
  if ('filters' in filter) return filter.filters.flatMap(namesIn);
  if (filter.kind === 'not') return namesIn(filter.filter);
  return filter.attribute === '' ? [] : [filter.attribute];
}
