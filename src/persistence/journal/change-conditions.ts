import type { ChangePattern } from '../../contract/change-patterns.js';
import type { GuardFinding } from '../../contract/guards.js';
import type { ChangeFilter } from '../../contract/run-rows.js';
import { patternOf } from '../database/pattern.js';
import { join, parameter, raw, type Sql, sql } from '../database/sql.js';
import { concernedBy } from './concerned-by.js';
import { SEARCHED_NAMES } from '../users/searched-names.js';
import { patternSql } from './pattern-sql.js';
import { positionOfValue, type ValueOrder } from './value-order.js';

export interface JournalFilter extends Omit<ChangeFilter, 'guard'> {
  readonly finding?: GuardFinding | undefined;
}

/** The conditions of a filter on the change `c`. Without one, all changes meet them. */
export function changeConditions({ kind, field, pattern, search, finding }: JournalFilter, order: ValueOrder): Sql {
  const conditions = [
    ...(kind ? [sql`c.kind = ${parameter(kind)}`] : []),
    ...(field ? [changes(order, field)] : []),
    ...(pattern ? [follows(order, field ?? '', pattern)] : []),
    ...(search ? [mentions(order, search)] : []),
    ...(finding ? [concernedBy(finding, order)] : []),
  ];
  return conditions.length === 0 ? raw('true') : join(conditions, ' and ');
}

function changes(order: ValueOrder, field: string): Sql {
  const position = positionOfValue(order, field);
  return raw(position === undefined ? 'false' : `c.before[${position}] is distinct from c.after[${position}]`);
}

function follows(order: ValueOrder, field: string, pattern: ChangePattern): Sql {
  const position = positionOfValue(order, field);
  if (position === undefined) return raw('false');
  const found = raw(patternSql(field, `c.before[${position}]`, `c.after[${position}]`));
  return sql`c.kind <> 'create' and ${found} = ${parameter(pattern)}`;
}

function mentions(order: ValueOrder, search: string): Sql {
  const values = SEARCHED_NAMES.flatMap((name) => {
    const position = positionOfValue(order, name);
    return position === undefined ? [] : [`c.before[${position}]`, `c.after[${position}]`];
  });
  // The separator is a character that no search contains.
  return sql`concat_ws(e'\\n', ${raw(['c.dn', ...values].join(', '))}) ilike ${parameter(patternOf(search))}`;
}
