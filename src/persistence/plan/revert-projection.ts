import type { Revert } from '../../contract/run.js';
import type { MappingTarget } from '../../mapping/mapping-rule.js';
import { arrayParameter, join, parameter, raw, type Sql, sql } from '../database/sql.js';
import { type JournaledValue, journaledValues, presentValues } from '../journal/journaled-values.js';
import { valueOrder } from '../journal/value-order.js';
import { IS_APPLIED } from '../tables/batch-change.entity.js';
import type { OwnTables } from '../tables/own-tables.js';
import { IN_FORCE } from '../tables/field-pin.entity.js';
import { nameKey } from '../users/text-form.js';
import type { UserTable } from '../users/user-table.js';
import type { MappedField } from './mapped-columns.js';
import { uniqueKeys } from './unique-keys.js';

/** The run to plan, and what it turns back. */
export interface RevertToPlan {
  readonly id: string;
  readonly dataPool: string;
  readonly reverts: Revert;
  /** Of the reverted run. */
  readonly targets: readonly MappingTarget[];
  /** The condition under which the host shows the user `u`; undefined when it hides nobody. */
  readonly visible: Sql | undefined;
  /** Whether the reverted run made users give up values. @default false */
  readonly hasReleases?: boolean;
}

/** The relations that `revert.sql` reads: the host's columns under fixed names, and the values of the journal. */
export function revertProjection(users: UserTable, tables: OwnTables, plan: RevertToPlan): Sql {
  const { reverts, visible } = plan;
  const values = journaledValues(users, valueOrder(plan.targets).names);
  const isSelected = ({ name, present }: JournaledValue) =>
    present !== undefined && (reverts.fields === null || reverts.fields.includes(name));
  const nextState = raw(`c.next_values[${values.findIndex(({ name }) => name === 'state') + 1}]`);
  const keys = uniqueKeys(users, mappedFields(users, values), false, [], nextState);
  const keyNumbers = sql`array[${join(keys.map((_, index) => raw(String(index + 1))))}]::int[]`;
  const current = textArray(keys.map((key) => key.current));
  const [hostUsers, key] = [raw(users.name), raw(`u.${users.key.name}`)];
  const created = whenNotActive(users, values);
  const userName = users.fields.get('userName')?.asText('u') ?? raw('null::text');

  return sql`run as not materialized (
  select ${parameter(plan.id)}::uuid as id, ${parameter(plan.dataPool)} as data_pool,
    ${parameter(reverts.runId)}::uuid as reverted_id, ${parameter(users.state.active)} as active,
    ${raw(String(users.state.inactive !== undefined))} as can_deactivate, ${raw(String(reverts.fields === null))} as is_whole
),

unique_keys (key, label) as materialized (
  values ${join(keys.map(({ label }, index) => sql`(${raw(String(index + 1))}, ${parameter(label)})`))}
),

fields as materialized (
  select ${arrayParameter(values.map(({ name }) => name))} as names,
    array[${join(values.map((value) => raw(String(isSelected(value)))))}] as selected
),

turned_back as not materialized (
  select c.*
  from ${raw(tables.change)} c
  join ${raw(tables.run)} r on r.id = c.run_id
  where c.run_id = (select reverted_id from run) and ${raw(IS_APPLIED)}${
    reverts.users === null ? raw('') : sql` and c.user_id = any(${arrayParameter(reverts.users)})`
  }
),

reverted as materialized (
  select c.seq, c.kind = 'create' as is_created, c.dn, c.stable_id, c.user_id, c.moved_link,
    case c.kind when 'create' then ${plan.hasReleases ? exchanged(created) : created} else c.before[:${raw(String(values.length))}] end as old_values,
    c.after[:${raw(String(values.length))}] as new_values
  from turned_back c
),

host_users as not materialized (
  select ${key} as user_key, ${userName} as user_name, ${visible ?? raw('true')} as is_shown,
    ${presentValues(values)} as present_values
  from ${hostUsers} u
),

pins as materialized (
  select p.user_id, array_agg(p.field) as fields
  from ${raw(tables.pin)} p
  where ${raw(IN_FORCE)}
  group by p.user_id
),

protected_users as materialized (
  select p.user_id::${raw(users.key.type)} as user_key
  from (${raw(users.protectedKeys() ?? 'select null::text as user_id where false')}) p
),

next_uniques as not materialized (
  select c.seq, ${key} as user_key, ${keyNumbers} as unique_keys, ${current} as current_unique,
    ${textArray(keys.map((each) => each.next))} as next_unique
  from compared c
  cross join ${hostUsers} u
),

unique_holders as not materialized (
  select ${key} as user_key, ${userName} as user_name, ${keyNumbers} as unique_keys, ${current} as unique_values
  from ${hostUsers} u
)`;
}

/**
 * The values of a created user who got those that another one gave up: again those that the other one has until then, if that
 * change is turned back, too.
 */
function exchanged(created: Sql): Sql {
  return sql`array(
      select case when r.seq is null then v.value else r.new_value end
      from unnest(${created}) with ordinality v (value, position)
      left join lateral (
        select g.seq, g.after[v.position] as new_value
        from turned_back g
        join host_users u on u.user_key::text = g.user_id
        where g.matched_by = 'release'
          and g.before[v.position] is distinct from g.after[v.position] and ${nameKey(raw('g.before[v.position]'))} = ${nameKey(raw('v.value'))}
        limit 1) r on true
      order by v.position)`;
}

/** The values of a created user, but not active. */
function whenNotActive({ state }: UserTable, values: readonly JournaledValue[]): Sql {
  const position = values.findIndex(({ name }) => name === 'state') + 1;
  const inactive = state.inactive === undefined ? raw('null::text') : parameter(state.inactive);
  const to = raw(String(values.length));
  return sql`c.after[:${raw(String(position - 1))}] || array[${inactive}]::text[] || c.after[${raw(String(position + 1))}:${to}]`;
}

function mappedFields(users: UserTable, values: readonly JournaledValue[]): readonly MappedField[] {
  return values.flatMap(({ name, present }, index): MappedField[] => {
    const column = [...users.fields].find(([field]) => field === name)?.[1];
    if (!column || !present) return [];
    const next = raw(`c.next_values[${index + 1}]`);
    return [{ name: name as MappedField['name'], column, current: present, next }];
  });
}

function textArray(values: readonly Sql[]): Sql {
  return sql`array[${join(values)}]::text[]`;
}
