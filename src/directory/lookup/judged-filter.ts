import type { FilterPart } from '../../contract/why.js';
import { filterText } from '../../settings/rules/filter-text.js';
import type { LdapFilter } from '../../settings/rules/ldap-filter.js';

/** A server does not have to answer for more parts than people read. */
const MAX_PARTS = 40;

/** Whether the server finds the entry with a filter. */
export type Judge = (filter: LdapFilter) => Promise<boolean>;

/** Lets the server judge a filter and each of its parts, so that its matching rules decide. */
export async function judgedFilter(filter: LdapFilter, judge: Judge): Promise<FilterPart> {
  let left = MAX_PARTS;
  const judged = async (part: LdapFilter): Promise<FilterPart> => {
    left -= 1;
    const isMet = await judge(part);
    const parts: FilterPart[] = [];
    for (const inner of partsOf(part)) if (left > 0) parts.push(await judged(inner));
    return { filter: filterText(part), isMet, parts };
  };
  return judged(filter);
}

function partsOf(filter: LdapFilter): readonly LdapFilter[] {
  if (filter.kind === 'and' || filter.kind === 'or') return filter.filters;
  return filter.kind === 'not' ? [filter.filter] : [];
}
