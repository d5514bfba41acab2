import { ATTRIBUTES, type MappingTarget } from '../../mapping/mapping-rule.js';
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

/** What an existing user gets. */
export function changedValue({ key, column }: WrittenColumn): string {
  const value =
    key === 'attributes'
      ? mergedAttributes(
          `case jsonb_typeof(${column.asText('u')}) when 'object' then ${column.asText('u')} else '{}' end`,
        )
      : `(c.after ->> '${key}')`;
  return `case when c.after ? '${key}' then ${column.fromText(value)} else u.${column.name} end`;
}

/** What a new user gets. */
export function newValue({ key, column }: WrittenColumn): string {
  if (key !== 'attributes') return column.fromText(`(c.after ->> '${key}')`);
  const given = column.nullable ? `c.after ? 'attributes'` : 'true';
  return `case when ${given} then ${column.fromText(`coalesce(c.after -> 'attributes', '{}')`)} end`;
}

/** Names that are mapped and differ are set or, where they are null, removed; everything else in the JSON stays. */
function mergedAttributes(current: string): string {
  return `(${current} - (select coalesce(array_agg(a.key), '{}') from jsonb_each_text(c.after -> 'attributes') a where a.value is null)
          || jsonb_strip_nulls(coalesce(c.after -> 'attributes', '{}')))`;
}

/** Whether the user still has everywhere what the plan saw. What the plan does not touch may have changed. */
export function isAsBefore(written: readonly WrittenColumn[]): string {
  return written.map((each) => `(not c.before ? '${each.key}' or ${isOneAsBefore(each)})`).join('\n        and ');
}

function isOneAsBefore({ key, column }: WrittenColumn): string {
  const current = column.asText('u');
  if (key === 'attributes') {
    return `not exists (select from jsonb_each_text(c.before -> 'attributes') b where ${current} ->> b.key is distinct from b.value)`;
  }
  return `${current} is not distinct from (c.before ->> '${key}') or ${current} = ${vacatedValue(column)}`;
}

/** A unique value for the moment in which users exchange theirs, within one transaction. Nobody else has it. */
export function vacatedValue(column: UserColumn): string {
  return `left(md5($1::text || ':' || c.seq), ${Math.min(column.maxLength ?? 32, 32)})`;
}
