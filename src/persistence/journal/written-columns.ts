import { ATTRIBUTES, type MappingTarget } from '../../mapping/mapping-rule.js';
import { join, literal, raw, type Sql, sql } from '../database/sql.js';
import type { UserColumn, UserTable } from '../users/user-table.js';
import { positionOfValue, type ValueOrder, valueOrder } from './value-order.js';

/** A column that a plan may write. In statements `c` is the planned change and `u` its user. */
export interface WrittenColumn {
  /** The field, `source` or `state`. */
  readonly name: string;
  readonly column: UserColumn;
  /** True when the change has another value for the column than the user. */
  readonly isChanged: Sql;
  /** True when the change replaces the value, or the attribute, that the pin `p` names. */
  readonly isPinned: Sql;
  /** The value of the column for an existing user whose value changes. */
  readonly changedValue: Sql;
  /** The value of the column for a new user. */
  readonly newValue: Sql;
  /** True when the user has the value, or the values of attributes, that the change replaces. */
  readonly isAsBefore: Sql;
}

export function writtenColumns(users: UserTable, targets: readonly MappingTarget[]): readonly WrittenColumn[] {
  const order = valueOrder(targets);
  const bound = new Map<string, UserColumn | undefined>([
    ...users.fields,
    ['source', users.source],
    ['state', users.state],
  ]);
  const columns = [...bound].flatMap(([name, column]) => {
    const position = positionOfValue(order, name);
    return column && position ? [writtenValue(name, column, position)] : [];
  });
  const attributes =
    users.attributes && order.attributes.length > 0 ? [writtenAttributes(users.attributes, order)] : [];
  return [...columns, ...attributes];
}

/** True when all values that the change replaces are the same as in the plan. Other values may have changed. */
export function isAsBefore(written: readonly WrittenColumn[]): Sql {
  return join(
    written.map((each) => sql`(not (${each.isChanged}) or ${each.isAsBefore})`),
    '\n    and ',
  );
}

/** True when the change replaces a value that the pin `p` names. */
export function isPinned(written: readonly WrittenColumn[]): Sql {
  return join(
    written.map((each) => sql`(${each.isPinned})`),
    ' or ',
  );
}

/** A temporary unique value while users exchange values in one transaction. No other user has it. */
export function vacatedValue(column: UserColumn): Sql {
  return raw(`left(md5($1::text || ':' || c.seq), ${Math.min(column.maxLength ?? 32, 32)})`);
}

function writtenValue(name: string, column: UserColumn, position: number): WrittenColumn {
  const [before, after] = [raw(`c.before[${position}]`), raw(`c.after[${position}]`)];
  const [next, current] = [column.fromText(after), column.asText('u')];
  return {
    name,
    column,
    isChanged: sql`${before} is distinct from ${after}`,
    isPinned: sql`p.field = ${literal(name)} and ${before} is distinct from ${after}`,
    changedValue: next,
    newValue: next,
    isAsBefore: sql`${current} is not distinct from ${before} or ${current} = ${vacatedValue(column)}`,
  };
}

/** A change sets the attributes that it has, and removes those that it has no longer. All others keep their values. */
function writtenAttributes(column: UserColumn, order: ValueOrder): WrittenColumn {
  const from = order.firstAttribute;
  const to = order.dn - 1;
  const names = raw('(select names from attribute_names)');
  const [before, after] = [raw(`c.before[${from}:${to}]`), raw(`c.after[${from}:${to}]`)];
  const given = sql`jsonb_strip_nulls(jsonb_object(${names}, ${after}))`;
  const current = column.asText('u');
  const changed = sql`from unnest(${names}, ${before}, ${after}) a (name, before, after)
        where a.before is distinct from a.after`;
  const merged = sql`(case jsonb_typeof(${current}) when 'object' then ${current} else '{}' end
      - coalesce((select array_agg(a.name) ${changed} and a.after is null), '{}')
      || coalesce((select jsonb_object_agg(a.name, a.after) ${changed} and a.after is not null), '{}'))`;
  return {
    name: ATTRIBUTES,
    column,
    isChanged: sql`${before} is distinct from ${after}`,
    isPinned: sql`exists (select ${changed} and p.field = ${literal(ATTRIBUTES)} || a.name)`,
    changedValue: column.fromText(merged),
    newValue: column.nullable
      ? sql`case when ${given} <> '{}' then ${column.fromText(given)} end`
      : column.fromText(given),
    isAsBefore: sql`not exists (select ${changed} and ${current} ->> a.name is distinct from a.before)`,
  };
}
