import type { UserField } from '../../contract/user-binding.js';
import { identifier, parameter, type Sql, sql } from '../database/sql.js';
import type { StagedTable } from '../reads/staged-table.js';
import { SOURCE, type UserColumn, type UserTable } from '../users/user-table.js';

/** A value that a run maps: the current one of the user `u` and the next one, from the entry `s`. Both are texts. */
export interface MappedValue {
  readonly name: string;
  readonly current: Sql;
  readonly next: Sql;
}

export interface MappedField extends MappedValue {
  readonly name: UserField | 'source';
  readonly column: UserColumn;
}

/** The mapped fields, in the order of the user's fields, and the source. */
export function mappedFields(users: UserTable, staged: StagedTable): readonly MappedField[] {
  const fields = [...users.fields].flatMap(([name, column]): MappedField[] => {
    const next = staged.field(name);
    return next ? [{ name, column, current: column.asText('u'), next: sql`s.${identifier(next)}` }] : [];
  });
  const { source } = users;
  if (!source) return fields;
  return [...fields, { name: 'source', column: source, current: source.asText('u'), next: sql`${parameter(SOURCE)}` }];
}

/** The mapped names in the JSON attributes. */
export function mappedAttributes({ attributes }: UserTable, staged: StagedTable): readonly MappedValue[] {
  if (!attributes) return [];
  return staged.attributes().map(({ attribute, name }) => ({
    name: attribute,
    current: sql`${attributes.asText('u')} ->> ${parameter(attribute)}`,
    next: sql`s.${identifier(name)}`,
  }));
}
