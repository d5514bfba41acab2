import type { UserField } from '../../contract/user-binding.js';
import type { MappingTarget } from '../../mapping/mapping-rule.js';
import { join, raw, type Sql, sql, textOf } from '../database/sql.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { UserTable } from '../users/user-table.js';
import { chunkRelations, isOfChunk, isWritable } from './chunk-sql.js';
import { positionOfValue, valueOrder } from './value-order.js';
import { vacatedValue, type WrittenColumn, writtenColumns } from './written-columns.js';

/** The statements for users who exchange unique values. Parameters: run, numbers of the changes. */
export interface ExchangeStatements {
  readonly vacate: string;
  readonly restore: string;
  readonly values: string;
}

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
  return replaceSql(users, tables, targets, visible, ({ column }) => vacatedValue(column));
}

/** Undefined when the plan writes no column that is or may be unique. */
export function exchangeStatements(
  users: UserTable,
  tables: OwnTables,
  targets: readonly MappingTarget[],
  visible?: Sql,
): ExchangeStatements | undefined {
  const vacate = vacateSql(users, tables, targets, visible);
  const restore = restoreSql(users, tables, targets, visible);
  return vacate && restore ? { vacate, restore, values: exchangedValuesSql(users, tables, targets) } : undefined;
}

/** Replaces the temporary values by those of before. Parameters as for `vacateSql`. */
function restoreSql(
  users: UserTable,
  tables: OwnTables,
  targets: readonly MappingTarget[],
  visible?: Sql,
): string | undefined {
  const order = valueOrder(targets);
  return replaceSql(users, tables, targets, visible, ({ name, column }) =>
    column.fromText(raw(`c.before[${positionOfValue(order, name)}]`)),
  );
}

/** The values that `vacateSql` replaces, and those that come in their place: `seq`, `before`, `after`. */
function exchangedValuesSql(users: UserTable, tables: OwnTables, targets: readonly MappingTarget[]): string {
  const order = valueOrder(targets);
  const positions = uniqueAmong(writtenColumns(users, targets), users).map(({ name }) => positionOfValue(order, name));
  const changed = (one: string, other: string) =>
    raw(`json_build_array(${positions.map((at) => `nullif(c.${one}[${at}], c.${other}[${at}])`).join(', ')})::text`);
  return textOf(sql`select c.seq, ${changed('before', 'after')} as before, ${changed('after', 'before')} as after
from ${raw(tables.change)} c
where ${isOfChunk('c')}`);
}

function replaceSql(
  users: UserTable,
  tables: OwnTables,
  targets: readonly MappingTarget[],
  visible: Sql | undefined,
  replacement: (written: WrittenColumn) => Sql,
): string | undefined {
  const written = writtenColumns(users, targets);
  const vacated = uniqueAmong(written, users);
  if (vacated.length === 0) return undefined;
  const values = vacated.map((each) => {
    const name = raw(each.column.name);
    return sql`${name} = case when ${each.isChanged} then ${replacement(each)} else u.${name} end`;
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
