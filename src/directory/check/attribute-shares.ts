import type { CheckedAttribute } from '../../contract/check-report.js';
import type { Entry } from '../../mapping/directory-user.js';
import type { MappingRule } from '../../mapping/mapping-rule.js';
import { sourcesOf } from '../../mapping/sources/sources.js';

/** How many of the entries have each attribute of the mapping, fewest first, else in the order of the rows. */
export function sharesOf(entries: readonly Entry[], mapping: readonly MappingRule[]): readonly CheckedAttribute[] {
  const total = entries.length;
  const having = (name: string) => entries.filter(({ attributes }) => Object.hasOwn(attributes, name)).length;
  return sourcesOf(mapping)
    .map((attribute) => ({ attribute, entries: having(attribute.toLowerCase()), total }))
    .toSorted((one, other) => one.entries - other.entries);
}
