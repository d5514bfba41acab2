import type { MappingTarget } from '../../mapping/mapping-rule.js';
import { join, raw, type Sql, sql, textOf } from '../database/sql.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { UserTable } from '../users/user-table.js';
import { chunkRelations, isOfChunk, isWritable, mayBeWritten, POOL, RUN } from './chunk-sql.js';
import { changedValue, newValue, writtenColumns } from './written-columns.js';

/**
 * Applies some planned changes in one statement: users, links and journal together. Parameters: run, the numbers of
 * the changes as an array literal, data pool.
 *
 * A user is written only if it is unchanged since the plan (`before`), shown by the host (`visible`) and not protected.
 * Otherwise its change is refused and becomes the problem `CHANGED_MEANWHILE`. The statement returns the number of applied changes.
 */
export function applySql(
  users: UserTable,
  tables: OwnTables,
  targets: readonly MappingTarget[],
  visible?: Sql,
): string {
  const written = writtenColumns(users, targets);
  const [hostUsers, key] = [raw(users.name), raw(users.key.name)];
  const [link, change, problem] = [raw(tables.link), raw(tables.change), raw(tables.problem)];
  const assignments = [
    ...written.map((each) => sql`${raw(each.column.name)} = ${changedValue(each)}`),
    ...users.onUpdate.map(({ name, sql: value }) => raw(`${name} = ${value}`)),
  ];
  const newUser = [
    { name: users.key.name, value: raw('c.user_id') },
    ...written.map((each) => ({ name: each.column.name, value: newValue(each) })),
    ...users.onCreate.map(({ name, sql: value }) => ({ name, value: raw(value) })),
  ];

  return textOf(sql`with
${chunkRelations(users, tables)},

updated as (
  update ${hostUsers} u
  set ${join(assignments, ',\n    ')}
  from chunk c
  where ${isWritable(users, written, visible)}
  returning c.seq, c.user_id
),

-- Users whose values are already correct and that only get their link.
only_linked as (
  select c.seq, c.user_id
  from chunk c
  join ${hostUsers} u on ${mayBeWritten(users, visible)}
  where c.user_id is not null and not c.writes
),

new_users as materialized (
  select c.seq, c.after, ${raw(users.key.next)} as user_id
  from chunk c
  where c.user_id is null
),

created as (
  insert into ${hostUsers} (${join(newUser.map(({ name }) => raw(name)))}) overriding system value
  select ${join(
    newUser.map(({ value }) => value),
    ',\n    ',
  )}
  from new_users c
  returning ${key} as user_id
),

done as (
  select seq, user_id from updated
  union all
  select seq, user_id from only_linked
  union all
  select n.seq, n.user_id::text from new_users n join created c on c.user_id = n.user_id
),

-- A change has a DN in "after" exactly when the link or its DN is new.
links as materialized (
  select c.stable_id, d.user_id, c.dn
  from done d
  join chunk c on c.seq = d.seq
  where c.after ? 'dn'
),

-- Not "on conflict", which checks each new row twice. No other process writes links of this data pool during the run.
updated_links as (
  update ${link} l
  set user_id = n.user_id, dn = n.dn, linked_at = case l.user_id when n.user_id then l.linked_at else now() end
  from links n
  where l.data_pool = ${POOL}
    and l.stable_id = any(array(select stable_id from links))
    and l.stable_id = n.stable_id
  returning l.stable_id
),

new_links as (
  insert into ${link} (data_pool, stable_id, user_id, dn)
  select ${POOL}, n.stable_id, n.user_id, n.dn
  from links n
  where not exists (select from updated_links m where m.stable_id = n.stable_id)
),

journal as (
  update ${change} j
  set state = case when d.seq is null then 'refused' else 'applied' end,
    user_id = coalesce(d.user_id, j.user_id),
    applied_at = case when d.seq is null then j.applied_at else now() end
  from chunk c
  left join done d on d.seq = c.seq
  where ${isOfChunk('j')}
    and j.seq = c.seq
  returning j.seq, j.state
),

-- A refused change concerns a user that was changed after the plan was made.
problems as (
  insert into ${problem} (run_id, dn, stable_id, code, params)
  select ${RUN}, c.dn, c.stable_id, 'CHANGED_MEANWHILE', '{}'
  from journal j
  join chunk c on c.seq = j.seq
  where j.state = 'refused'
)

select count(*)::int as applied from done`);
}
