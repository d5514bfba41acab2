import { raw, type Sql, sql, textOf } from '../database/sql.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { UserTable } from '../users/user-table.js';
import { isAsBefore, type WrittenColumn } from './written-columns.js';

/** Parameters of the statements over a chunk: run, numbers of the changes, data pool. All chunks use the same text. */
export const RUN = raw('$1::text::uuid');
export const NUMBERS = raw('$2::int[]');
export const POOL = raw('$3::text');

/** The planned changes of the chunk, and the protected users among the users of these changes. */
export function chunkRelations(users: UserTable, tables: OwnTables): Sql {
  return sql`chunk as materialized (
  select seq, state, kind = 'create' as is_new, dn, stable_id, user_id, before, after, after - 'dn' <> '{}' as writes
  from ${raw(tables.change)} j
  where ${isOfChunk('j')} and state in ('planned', 'deferred')
),

protected_users as materialized (
  ${raw(users.protectedKeys(textOf(keysOf(users))) ?? `select null::text as user_id where false`)}
)`;
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

/** True when the change `c` writes its user `u`, and `u` may be written and is unchanged since the plan. */
export function isWritable(users: UserTable, written: readonly WrittenColumn[], visible: Sql | undefined): Sql {
  return sql`not c.is_new
    and c.writes
    and ${mayBeWritten(users, visible)}
    and ${isAsBefore(written)}`;
}

/** The key of the user of the change `c`. */
export function keyOf(users: UserTable): Sql {
  return raw(`(c.user_id)::${users.key.type}`);
}

/** The keys of the users as one array, so that the index is used whatever size PostgreSQL estimates for the chunk. */
function keysOf(users: UserTable): Sql {
  return sql`array(select ${keyOf(users)} from chunk c where not c.is_new)`;
}
