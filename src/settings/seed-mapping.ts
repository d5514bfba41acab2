import { isDeepStrictEqual } from 'node:util';

import type { UserField } from '../contract/user-binding.js';
import type { FieldLimits } from '../contract/users-table.js';
import { isJsonObject } from './json-object.js';
import { defaultMapping } from './schema/default-mapping.js';
import { MappingRow } from './schema/mapping-row.js';

/** The attributes that usually hold the user fields in a product. */
export type UsualAttributes = Readonly<Partial<Record<UserField, string>>>;

/**
 * The mapping for a seed that names none: that of the product, if it is known. A stored seed that has the default mapping keeps it
 * where it can identify people, so that an update does not change what is written.
 *
 * @param usual undefined: the product is not known.
 * @param stored the settings of the stored seed, if there is one.
 */
export function mappingOfSeed(usual: UsualAttributes | undefined, stored: unknown, limits: FieldLimits): unknown {
  const initial: unknown = JSON.parse(JSON.stringify(defaultMapping(limits)));
  const before = isJsonObject(stored) && isKept(stored['mapping'], limits) ? stored['mapping'] : undefined;
  if (!usual) return before ?? initial;
  const mapping = rowsOf(usual, limits);
  return isDeepStrictEqual(before, initial) && nameIn(mapping) === nameIn(defaultMapping()) ? initial : mapping;
}

function rowsOf(usual: UsualAttributes, { fields }: FieldLimits): readonly MappingRow[] {
  const rows = Object.entries(usual) as [UserField, string][];
  return rows
    .filter(([field]) => fields.has(field))
    .map(([field, attribute]) => MappingRow.of(attribute, field, field === 'userName'));
}

/** Whether the host still has the fields of the rows. */
function isKept(rows: unknown, { fields }: FieldLimits): boolean {
  return Array.isArray(rows) && rows.every((row) => isJsonObject(row) && fields.has(row['field'] as UserField));
}

function nameIn(rows: readonly MappingRow[]): string | undefined {
  return rows.find(({ field }) => field === 'userName')?.attribute;
}
