import type { GuardFinding } from '../../contract/guards.js';
import type { ChangeFilter } from '../../contract/runs.js';
import { patternOf } from '../database/pattern.js';
import { join, parameter, raw, type Sql, sql } from '../database/sql.js';
import { concernedBy } from './concerned-by.js';
import { positionOfValue, type ValueOrder } from './value-order.js';

/** The values by which a person is searched, beside the DN. */
const NAMES = [
  'displayName',
  'commonName',
  'firstName',
  'lastName',
  'userName',
  'principalName',
  'email',
  'employeeNumber',
];

export interface JournalFilter extends Omit<ChangeFilter, 'guard'> {
  readonly finding?: GuardFinding | undefined;
}

/** The conditions of a filter on the change `c`. Without one, all changes meet them. */
export function changeConditions({ kind, field, search, finding }: JournalFilter, order: ValueOrder): Sql {
  const conditions = [
    ...(kind ? [sql`c.kind = ${parameter(kind)}`] : []),
    ...(field ? [changes(order, field)] : []),
    ...(search ? [mentions(order, search)] : []),
    ...(finding ? [concernedBy(finding, order)] : []),
  ];
  return conditions.length === 0 ? raw('true') : join(conditions, ' and ');
}

/** True when the value of the field changes. */
export function changes(order: ValueOrder, field: string): Sql {
  const position = positionOfValue(order, field);
  return raw(position === undefined ? 'false' : `c.before[${position}] is distinct from c.after[${position}]`);
}

function mentions(order: ValueOrder, search: string): Sql {
  const values = NAMES.flatMap((name) => {
    const position = positionOfValue(order, name);
    return position === undefined ? [] : [`c.before[${position}]`, `c.after[${position}]`];
  });
  // The separator is a character that no search contains.
  return sql`concat_ws(e'\\n', ${raw(['c.dn', ...values].join(', '))}) ilike ${parameter(patternOf(search))}`;
}
