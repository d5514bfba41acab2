import { join, parameter, raw, type Sql, sql } from '../database/sql.js';
import type { UserColumn, UserTable } from '../users/user-table.js';
import type { MappedField } from './mapped-columns.js';

/** Something that no two users may share: a name without regard to case, or the columns of a unique constraint. */
export interface UniqueKey {
  readonly kind: 'name' | 'columns';
  readonly label: string;
  /** What the user `u` has, as one text; null when it takes no part. */
  readonly current: Sql;
  /** What `u` would have after the run. */
  readonly next: Sql;
  /** What a new user would have. */
  readonly created: Sql;
}

const NOTHING = raw('null::text');

/** The keys that this run may move, the names first. */
export function uniqueKeys(users: UserTable, fields: readonly MappedField[]): readonly UniqueKey[] {
  const names = fields.filter(({ name }) => name === 'userName' || name === 'principalName');
  const isOne = (columns: readonly UserColumn[], property: string) =>
    columns.length === 1 && columns.every((column) => column.property === property);
  const isUnique = ({ column }: MappedField) => users.uniques.some(({ columns }) => isOne(columns, column.property));
  const others = users.uniques.filter(
    ({ columns }) =>
      columns.some(({ property }) =>
        fields.some(({ name, column }) => name !== 'source' && column.property === property),
      ) && !names.some(({ column }) => isOne(columns, column.property)),
  );
  return [
    ...names.map(caseless),
    ...names.filter(isUnique).map(literally),
    ...others.map(({ columns, label }) => together(label, columns, users, fields)),
  ];
}

function caseless({ name, current, next }: MappedField): UniqueKey {
  const lower = sql`lower(${next})`;
  return { kind: 'name', label: name, current: sql`lower(${current})`, next: lower, created: lower };
}

/** Where users exist whose names differ by case alone, a name may not become the other's, letter for letter. */
function literally({ name, current, next }: MappedField): UniqueKey {
  const sameName = sql`case when lower(${current}) = lower(${next}) then ${next} end`;
  return { kind: 'columns', label: name, current, next: sameName, created: NOTHING };
}

function together(
  label: string,
  columns: readonly UserColumn[],
  users: UserTable,
  fields: readonly MappedField[],
): UniqueKey {
  const current = columns.map((column) => column.asText('u'));
  const written = columns.map((column) => writtenValue(column, users, fields));
  return {
    kind: 'columns',
    label,
    current: asOne(current),
    next: asOne(written.map((value, index) => value ?? current[index] ?? NOTHING)),
    // What the database fills in is not known here: it refuses what does not fit when the change is applied.
    created: written.includes(undefined) ? NOTHING : asOne(written.map((value) => value ?? NOTHING)),
  };
}

function writtenValue(column: UserColumn, { state }: UserTable, fields: readonly MappedField[]): Sql | undefined {
  if (column.property === state.property) return sql`${parameter(state.active)}`;
  return fields.find((field) => field.column.property === column.property)?.next;
}

/** With a null among them, the database lets any number of users share the rest. */
function asOne(values: readonly Sql[]): Sql {
  const [only] = values;
  if (values.length === 1 && only) return only;
  const known = join(
    values.map((value) => sql`${value} is not null`),
    ' and ',
  );
  return sql`case when ${known} then jsonb_build_array(${join(values)})::text end`;
}
