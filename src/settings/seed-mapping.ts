import type { UserField } from '../contract/user-binding.js';
import type { FieldLimits } from '../contract/users-table.js';
import { isJsonObject } from './json-object.js';
import { defaultMapping } from './schema/default-mapping.js';
import { MappingRow } from './schema/mapping-row.js';

/** What waits for the answer of a directory: a host that starts, which must not take long, or a run. */
export type SeedMoment = 'start' | 'run';

/** The attributes that usually hold the user fields in a product. */
export type UsualAttributes = Readonly<Partial<Record<UserField, string>>>;

/** The mapping for a seed that names none, by the product of its directory. */
export function mappingOfProduct(usual: UsualAttributes, { fields }: FieldLimits): readonly MappingRow[] {
  const rows = Object.entries(usual) as [UserField, string][];
  return rows
    .filter(([field]) => fields.has(field))
    .map(([field, attribute]) => MappingRow.of(attribute, field, field === 'userName'));
}

/**
 * The mapping of a stored seed, unless the host has no longer the fields of its rows; otherwise the default one.
 *
 * @param stored the settings of the stored seed, if there is one.
 */
export function mappingOfBefore(stored: unknown, limits: FieldLimits): unknown {
  const rows = isJsonObject(stored) ? stored['mapping'] : undefined;
  return isKept(rows, limits) ? rows : JSON.parse(JSON.stringify(defaultMapping(limits)));
}

function isKept(rows: unknown, { fields }: FieldLimits): boolean {
  return Array.isArray(rows) && rows.every((row) => isJsonObject(row) && fields.has(row['field'] as UserField));
}
