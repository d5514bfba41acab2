import { ATTRIBUTES, type MappingTarget } from '../../mapping/mapping-rule.js';
import { join, literal, raw, type Sql, sql } from '../database/sql.js';
import type { UserColumn, UserTable } from '../users/user-table.js';

/** A column that a plan may write. In statements `c` is the planned change and `u` its user. */
export interface WrittenColumn {
  /** Its key in `before` and `after`. */
  readonly key: string;
  readonly column: UserColumn;
}

export function writtenColumns(users: UserTable, targets: readonly MappingTarget[]): readonly WrittenColumn[] {
  const fields = [...users.fields].flatMap(([key, column]) => (targets.includes(key) ? [{ key, column }] : []));
  const state = { key: 'state', column: users.state };
  const source = users.source ? [{ key: 'source', column: users.source }] : [];
  const attributes =
    users.attributes && targets.some((target) => target.startsWith(ATTRIBUTES))
      ? [{ key: 'attributes', column: users.attributes }]
      : [];
  return [...fields, state, ...source, ...attributes];
}

/** The value of the column for an existing user. */
export function changedValue({ key, column }: WrittenColumn): Sql {
  const value = key === 'attributes' ? mergedAttributes(column.asText('u')) : afterOf(key);
  return sql`case when c.after ? ${literal(key)} then ${column.fromText(value)} else u.${raw(column.name)} end`;
}

/** The value of the column for a new user. */
export function newValue({ key, column }: WrittenColumn): Sql {
  if (key !== 'attributes') return column.fromText(afterOf(key));
  const isGiven = raw(column.nullable ? "c.after ? 'attributes'" : 'true');
  return sql`case when ${isGiven} then ${column.fromText(raw("coalesce(c.after -> 'attributes', '{}')"))} end`;
}

function afterOf(key: string): Sql {
  return sql`(c.after ->> ${literal(key)})`;
}

/** Sets the attributes that the change names, and removes those that are null in it. All others keep their values. */
function mergedAttributes(current: Sql): Sql {
  return sql`(case jsonb_typeof(${current}) when 'object' then ${current} else '{}' end
      - (select coalesce(array_agg(a.key), '{}') from jsonb_each_text(c.after -> 'attributes') a where a.value is null)
      || jsonb_strip_nulls(coalesce(c.after -> 'attributes', '{}')))`;
}

/** True when all values that the change replaces are the same as in the plan. Other values may have changed. */
export function isAsBefore(written: readonly WrittenColumn[]): Sql {
  return join(
    written.map((each) => sql`(not c.before ? ${literal(each.key)} or ${isOneAsBefore(each)})`),
    '\n    and ',
  );
}

function isOneAsBefore({ key, column }: WrittenColumn): Sql {
  const current = column.asText('u');
  if (key === 'attributes') {
    return sql`not exists (select from jsonb_each_text(c.before -> 'attributes') b where ${current} ->> b.key is distinct from b.value)`;
  }
  return sql`${current} is not distinct from (c.before ->> ${literal(key)}) or ${current} = ${vacatedValue(column)}`;
}

/** A temporary unique value while users exchange values in one transaction. No other user has it. */
export function vacatedValue(column: UserColumn): Sql {
  return raw(`left(md5($1::text || ':' || c.seq), ${Math.min(column.maxLength ?? 32, 32)})`);
}
