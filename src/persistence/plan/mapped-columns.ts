import type { UserField } from '../../contract/user-binding.js';
import { ATTRIBUTES } from '../../mapping/mapping-rule.js';
import { identifier, parameter, raw, type Sql, sql } from '../database/sql.js';
import { valueOrder } from '../journal/value-order.js';
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

/** The value of the state: every run makes users active. */
export function mappedState({ state }: UserTable): MappedValue {
  const next = sql`(${state.fromText(sql`${parameter(state.active)}`)})::text`;
  return { name: 'state', current: state.asText('u'), next };
}

/** What a change stores, in the order of the journal, without the DN. A value that the host does not bind is null. */
export function journaledValues(
  staged: StagedTable,
  fields: readonly MappedField[],
  attributes: readonly MappedValue[],
  state: MappedValue,
): readonly MappedValue[] {
  const values = new Map<string, MappedValue>([
    ...fields.map((field) => [field.name, field] as const),
    ...attributes.map((attribute) => [ATTRIBUTES + attribute.name, attribute] as const),
    ['state', state],
  ]);
  const unbound = { current: raw('null'), next: raw('null') };
  return valueOrder(staged.targets)
    .names.slice(0, -1)
    .map((name) => ({ ...(values.get(name) ?? unbound), name }));
}
