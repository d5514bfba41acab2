import type { UserField } from '../../contract/user-binding.js';
import type { FieldLimits } from '../../contract/users-table.js';
import { userEntityUnsupported } from '../persistence-errors.js';
import type { TableColumn } from './table-columns.js';
import type { UserColumn, UserTable } from './user-table.js';

/**
 * The limits of the users table, with those of its columns in the database: a shorter length and `not null` hold although
 * the entity does not have them.
 *
 * Throws `USER_ENTITY_UNSUPPORTED` for a table to which no new user could be written. A column that is missing is not
 * judged, because the host may still be migrating its tables.
 */
export function fitLimits(users: UserTable, columns: readonly TableColumn[]): FieldLimits {
  const inDatabase = new Map(columns.map((column) => [quoted(column.name), column]));
  for (const column of users.fields.values()) refuseOtherType(users, column, inDatabase.get(column.name));
  const filled = filledColumns(users);
  for (const column of columns) if (!filled.has(quoted(column.name))) refuseWithoutValue(users, column);
  return narrowed(users, inDatabase);
}

function narrowed({ fields, limits }: UserTable, inDatabase: ReadonlyMap<string, TableColumn>): FieldLimits {
  const maxLength: Partial<Record<UserField, number>> = { ...limits.maxLength };
  const notNull = new Set(limits.notNull);
  for (const [field, { name }] of fields) {
    const column = inDatabase.get(name);
    if (!column) continue;
    const longest = Math.min(maxLength[field] ?? Infinity, column.maxLength ?? Infinity);
    if (longest < Infinity) maxLength[field] = longest;
    if (column.isRequired) notNull.add(field);
  }
  return { ...limits, maxLength, notNull };
}

/** The columns that a new user gets a value for. A field without one is a problem of its entry. */
function filledColumns({ key, fields, state, source, attributes, onCreate }: UserTable): ReadonlySet<string> {
  const bound = [...fields.values(), state, source, attributes].filter((column) => column !== undefined);
  return new Set([key, ...bound, ...onCreate].map(({ name }) => name));
}

function refuseWithoutValue(users: UserTable, column: TableColumn): void {
  if (!column.isRequired || column.hasValue || column.isComputed) return;
  throw userEntityUnsupported(columnWithoutValue(users.name, column.name));
}

export function columnWithoutValue(table: string, column: string): string {
  return `a new user needs a value for the column ${quoted(column)} of the table ${table}, which is not null and has no default in the database: give it a default, make it nullable, or bind its property`;
}

function refuseOtherType(users: UserTable, { name, property }: UserColumn, column: TableColumn | undefined): void {
  if (!column) return;
  const found = `the column ${name} of the table ${users.name} (property "${property}") is`;
  if (column.isComputed) throw userEntityUnsupported(`${found} computed by the database`);
  if (!column.isText) throw userEntityUnsupported(`${found} ${column.type} in the database, but must be text`);
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
