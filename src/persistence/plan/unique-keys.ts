import type { UserColumn } from '../users/user-table.js';
import { type MappedField, mappedFields, type PlanContext } from './plan-context.js';

/** Something that no two users may share: a name (case ignored), or the columns of a unique constraint. */
export interface UniqueKey {
  readonly kind: 'name' | 'columns';
  readonly label: string;
  /** SQL of what the user `u` has, as one text; null when it takes no part. */
  readonly current: string;
  /** SQL of what it would have after the run. */
  readonly next: string;
}

/** The keys that this run may move, the names first. */
export function uniqueKeys(context: PlanContext): readonly UniqueKey[] {
  const mapped = mappedFields(context);
  const names = mapped.filter(({ field }) => field === 'userName' || field === 'principalName');
  const isOne = (columns: readonly UserColumn[], property: string) =>
    columns.length === 1 && columns.every((column) => column.property === property);
  const isUnique = ({ column }: MappedField) =>
    context.users.uniques.some(({ columns }) => isOne(columns, column.property));
  const others = context.users.uniques.filter(
    ({ columns }) =>
      columns.some(({ property }) => mapped.some(({ column }) => column.property === property)) &&
      !names.some(({ column }) => isOne(columns, column.property)),
  );
  return [
    ...names.map(({ field, column, staged }): UniqueKey => ({
      kind: 'name',
      label: field,
      current: `lower(${column.asText('u')})`,
      next: `lower(${staged})`,
    })),
    // Where users exist whose names differ by case alone, a name may not become the other's, letter for letter.
    ...names.filter(isUnique).map(({ field, column, staged }): UniqueKey => ({
      kind: 'columns',
      label: field,
      current: column.asText('u'),
      next: `case when lower(${column.asText('u')}) = lower(${staged}) then ${staged} end`,
    })),
    ...others.map(({ columns, label }): UniqueKey => ({
      kind: 'columns',
      label,
      current: together(columns.map((column) => column.asText('u'))),
      next: together(columns.map((column) => nextValue(column, mapped, context))),
    })),
  ];
}

function nextValue(column: UserColumn, mapped: readonly MappedField[], { users, active, source }: PlanContext): string {
  const field = mapped.find((each) => each.column.property === column.property);
  if (field) return field.staged;
  if (column.property === users.state.property) return active;
  if (column.property === users.source?.property) return source;
  return column.asText('u');
}

/** One null among them, and the database lets any number of users share the rest. */
function together(values: readonly string[]): string {
  const [only] = values;
  if (values.length === 1 && only) return only;
  const known = values.map((value) => `${value} is not null`).join(' and ');
  return `case when ${known} then jsonb_build_array(${values.join(', ')})::text end`;
}
