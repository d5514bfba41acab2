import { ATTRIBUTES } from '../../mapping/mapping-rule.js';
import { literal, raw, type Sql, sql, textOf } from '../database/sql.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { UserTable } from '../users/user-table.js';
import type { ValueOrder } from './value-order.js';
import { IN_FORCE } from '../tables/field-pin.entity.js';
import { isAsBefore, isPinned, type WrittenColumn } from './written-columns.js';

/** Parameters of the statements over a chunk: run, numbers of the changes, data pool. All chunks use the same text. */
export const RUN = raw('$1::text::uuid');
export const NUMBERS = raw('$2::int[]');
export const POOL = raw('$3::text');

/** The planned changes of the chunk, the protected users among the users of these changes, and the pins. */
export function chunkRelations(users: UserTable, tables: OwnTables, order: ValueOrder): Sql {
  const allButDn = raw(String(order.dn - 1));
  return sql`${attributeNames(tables, order)}chunk as materialized (
  select seq, state, kind = 'create' as is_new, dn, stable_id, user_id, moved_link, before, after,
    before[:${allButDn}] is distinct from after[:${allButDn}] as writes
  from ${raw(tables.change)} j
  where ${isOfChunk('j')} and state in ('planned', 'deferred')
),

protected_users as materialized (
  ${raw(users.protectedKeys(textOf(keysOf(users))) ?? `select null::text as user_id where false`)}
),

pins as materialized (
  select p.user_id, p.field from ${raw(tables.pin)} p where ${raw(IN_FORCE)}
)`;
}

/** The names of the mapped attributes, from the run, because an administrator typed them. */
export function attributeNames({ run }: OwnTables, { attributes }: ValueOrder): Sql {
  if (attributes.length === 0) return raw('');
  return sql`attribute_names as materialized (
  select array(
    select substr(t.target, ${raw(String(ATTRIBUTES.length + 1))})
    from jsonb_array_elements_text(r.targets) with ordinality t (target, position)
    where starts_with(t.target, ${literal(ATTRIBUTES)})
    order by t.position) as names
  from ${raw(run)} r
  where r.id = ${RUN}
),

`;
}

/** The bounds are there because PostgreSQL reads the whole journal of the run for a long list of numbers. */
export function isOfChunk(alias: string): Sql {
  const seq = raw(`${alias}.seq`);
  return sql`${raw(alias)}.run_id = ${RUN}
    and ${seq} between (select min(n) from unnest(${NUMBERS}) n) and (select max(n) from unnest(${NUMBERS}) n)
    and ${seq} = any(${NUMBERS})`;
}

/** True when `u` is the user of the change `c`, shown by the host and not protected. */
export function mayBeWritten(users: UserTable, visible: Sql | undefined): Sql {
  const key = raw(`u.${users.key.name}`);
  return sql`${key} = any(${keysOf(users)})
    and ${key} = ${keyOf(users)}
    and not exists (select from protected_users p where p.user_id = c.user_id)${
      visible
        ? sql`
    and ${visible}`
        : raw('')
    }`;
}

/** True when the change `c` writes its user `u`, and `u` may be written and is unchanged since the plan, as are its pins. */
export function isWritable(users: UserTable, written: readonly WrittenColumn[], visible: Sql | undefined): Sql {
  return sql`not c.is_new
    and c.writes
    and ${mayBeWritten(users, visible)}
    and ${isAsBefore(written)}
    and not exists (select from pins p where p.user_id = c.user_id and (${isPinned(written)}))`;
}

/** The key of the user of the change `c`. */
export function keyOf(users: UserTable): Sql {
  return raw(`(c.user_id)::${users.key.type}`);
}

/** The keys of the users as one array, so that the index is used whatever size PostgreSQL estimates for the chunk. */
function keysOf(users: UserTable): Sql {
  return sql`array(select ${keyOf(users)} from chunk c where not c.is_new)`;
}
