import { join, parameter, raw, type Sql, sql } from '../database/sql.js';
import { nameKey } from '../users/text-form.js';
import type { UserColumn, UserTable } from '../users/user-table.js';
import type { MappedField } from './mapped-columns.js';

/**
 * A value that must be unique among users: a name regardless of case, the columns of a unique constraint, or a name that
 * a unique constraint keeps from a hidden user, or a value that tells people apart, regardless of case.
 */
export interface UniqueKey {
  readonly kind: 'name' | 'columns' | 'hiddenName' | 'identity';
  readonly label: string;
  /** The mapped fields of which it is made. */
  readonly fields: readonly string[];
  /** Whether every run writes one of its columns: the state or the source. */
  readonly isAlwaysWritten: boolean;
  /** The value of the user `u`, as one text. Null when the user cannot conflict with others. */
  readonly current: Sql;
  /** The value of `u` after the run. */
  readonly next: Sql;
  /** The value of a new user. */
  readonly ofNewUser: Sql;
}

const NULL_TEXT = raw('null::text');

/**
 * The keys whose values this run may change, the names first.
 *
 * @param identifying the fields that tell people apart. @default none but the names
 * @param nextState the state of the user `u` after the run. @default active
 * @param hides whether the host hides users. A hidden user has only what the database keeps unique: not its name in another case.
 */
export function uniqueKeys(
  users: UserTable,
  fields: readonly MappedField[],
  hides: boolean,
  identifying: readonly string[] = [],
  nextState: Sql = sql`${parameter(users.state.active)}`,
): readonly UniqueKey[] {
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
    ...names.map((field) => caseInsensitiveKey('name', field)),
    ...names.filter(isUnique).map(exactKey),
    ...names.filter((field) => hides && isUnique(field)).map(hiddenNameKey),
    ...others.map(({ columns, label }) => compositeKey(label, columns, { state: users.state, nextState }, fields)),
    ...fields
      .filter((field) => identifying.includes(field.name) && !names.includes(field))
      .map((field) => caseInsensitiveKey('identity', field)),
  ];
}

function caseInsensitiveKey(kind: 'name' | 'identity', { name, current, next }: MappedField): UniqueKey {
  return { ...ofName(name), kind, current: nameKey(current), next: nameKey(next), ofNewUser: nameKey(next) };
}

/**
 * For a unique constraint that distinguishes case: several users may have names that differ only in case, or in the form of
 * the text. A change of these must not give a user exactly the name of another one. `caseInsensitiveKey` covers all other changes of a name.
 */
function exactKey({ name, current, next }: MappedField): UniqueKey {
  const sameName = sql`case when ${nameKey(current)} = ${nameKey(next)} then ${next} end`;
  return { ...ofName(name), kind: 'columns', current, next: sameName, ofNewUser: NULL_TEXT };
}

/** Compared with hidden users only. */
function hiddenNameKey({ name, current, next }: MappedField): UniqueKey {
  return { ...ofName(name), kind: 'hiddenName', current, next, ofNewUser: next };
}

function compositeKey(
  label: string,
  columns: readonly UserColumn[],
  users: StateAfterRun,
  fields: readonly MappedField[],
): UniqueKey {
  const current = columns.map((column) => column.asText('u'));
  const written = columns.map((column) => writtenValue(column, users, fields));
  return {
    kind: 'columns',
    label,
    fields: fields
      .filter(({ column }) => columns.some(({ property }) => property === column.property))
      .map(({ name }) => name),
    isAlwaysWritten: columns.some(({ property }) => isAlwaysWritten(property, users, fields)),
    current: combined(current),
    next: combined(written.map((value, index) => value ?? current[index] ?? NULL_TEXT)),
    // Default values of columns are not known here. The database refuses a conflict when the change is applied.
    ofNewUser: written.includes(undefined) ? NULL_TEXT : combined(written.map((value) => value ?? NULL_TEXT)),
  };
}

function ofName(name: string): Pick<UniqueKey, 'label' | 'fields' | 'isAlwaysWritten'> {
  return { label: name, fields: [name], isAlwaysWritten: false };
}

function isAlwaysWritten(property: string, { state }: StateAfterRun, fields: readonly MappedField[]): boolean {
  return (
    property === state.property || fields.some(({ name, column }) => name === 'source' && column.property === property)
  );
}

interface StateAfterRun extends Pick<UserTable, 'state'> {
  readonly nextState: Sql;
}

function writtenValue(
  column: UserColumn,
  { state, nextState }: StateAfterRun,
  fields: readonly MappedField[],
): Sql | undefined {
  if (column.property === state.property) return nextState;
  return fields.find((field) => field.column.property === column.property)?.next;
}

/** Several values as one text. Null when one of them is null: the database then allows equal values in the others. */
function combined(values: readonly Sql[]): Sql {
  const [only] = values;
  if (values.length === 1 && only) return only;
  const known = join(
    values.map((value) => sql`${value} is not null`),
    ' and ',
  );
  return sql`case when ${known} then jsonb_build_array(${join(values)})::text end`;
}
