import type { UserField } from '../../contract/user-binding.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { StagedTable } from '../reads/staged-table.js';
import type { UserColumn, UserTable } from '../users/user-table.js';
import type { Values } from './values.js';

/** What the parts of the plan's statement are written from. Aliases: `s` the staged entry, `u` its user. */
export interface PlanContext {
  readonly users: UserTable;
  readonly tables: OwnTables;
  readonly staged: StagedTable;
  readonly values: Values;
  /** SQL of parameters that several parts share. */
  readonly runId: string;
  readonly dataPool: string;
  readonly active: string;
  readonly source: string;
}

/** A mapped field: its column in the users table and the one that waits to go there. */
export interface MappedField {
  readonly field: UserField;
  readonly column: UserColumn;
  readonly staged: string;
}

export function mappedFields({ users, staged }: PlanContext): readonly MappedField[] {
  return [...users.fields].flatMap(([field, column]) => {
    const name = staged.field(field);
    return name ? [{ field, column, staged: `s.${name}` }] : [];
  });
}

/** SQL of a mapped place in the JSON attributes: its name, what the user has, what the entry says. */
export interface MappedAttribute {
  readonly name: string;
  readonly current: string;
  readonly staged: string;
}

export function mappedAttributes({ users, staged, values }: PlanContext): readonly MappedAttribute[] {
  const { attributes } = users;
  if (!attributes) return [];
  return staged.attributes().map(({ attribute, name }) => {
    const parameter = values.text(attribute);
    return { name: parameter, current: `(${attributes.asText('u')} ->> ${parameter})`, staged: `s.${name}` };
  });
}
