import type { UserField } from '../../contract/user-binding.js';
import type { MappingTarget } from '../../mapping/mapping-rule.js';
import { join, raw, type Sql, sql, textOf } from '../database/sql.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { UserTable } from '../users/user-table.js';
import { chunkRelations, isWritable } from './chunk-sql.js';
import { valueOrder } from './value-order.js';
import { vacatedValue, type WrittenColumn, writtenColumns } from './written-columns.js';

const NAMES: ReadonlySet<string> = new Set(['userName', 'principalName'] satisfies UserField[]);

/**
 * Replaces the unique values of the users of some planned changes by temporary ones, so that the users can exchange
 * them. This includes names, because a host may make them unique by an index over an expression. Parameters: run,
 * numbers of the changes. Undefined when the plan writes no column that is or may be unique.
 */
export function vacateSql(
  users: UserTable,
  tables: OwnTables,
  targets: readonly MappingTarget[],
  visible?: Sql,
): string | undefined {
  const written = writtenColumns(users, targets);
  const vacated = uniqueAmong(written, users);
  if (vacated.length === 0) return undefined;
  const values = vacated.map(({ isChanged, column }) => {
    const name = raw(column.name);
    return sql`${name} = case when ${isChanged} then ${vacatedValue(column)} else u.${name} end`;
  });
  return textOf(sql`with
${chunkRelations(users, tables, valueOrder(targets))}

update ${raw(users.name)} u
set ${join(values, ',\n  ')}
from chunk c
where ${isWritable(users, written, visible)}`);
}

function uniqueAmong(written: readonly WrittenColumn[], users: UserTable): readonly WrittenColumn[] {
  const unique = new Set(users.uniques.flatMap(({ columns }) => columns.map(({ property }) => property)));
  const fields = new Set<string>(users.fields.keys());
  return written.filter(({ name, column }) => fields.has(name) && (NAMES.has(name) || unique.has(column.property)));
}
