import type { MappingTarget } from '../../mapping/mapping-rule.js';
import { join, raw, type Sql, sql, textOf } from '../database/sql.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { UserTable } from '../users/user-table.js';
import { chunkRelations, isOfChunk, isWritable, keyOf, mayBeWritten, POOL, RUN } from './chunk-sql.js';
import { type ValueOrder, valueOrder } from './value-order.js';
import { writtenColumns } from './written-columns.js';

/**
 * Applies some planned changes in one statement: users and links together. Parameters: run, the numbers of
 * the changes as an array literal, data pool.
 *
 * A user is written only if it is unchanged since the plan (`before`), shown by the host (`visible`) and not protected, and if
 * no value that changes is pinned.
 * Otherwise its change is refused and becomes the problem `CHANGED_MEANWHILE`. The statement returns the number of applied changes.
 *
 * @param movesLinks whether the plan may move links to other stable ids.
 */
export function applySql(
  users: UserTable,
  tables: OwnTables,
  targets: readonly MappingTarget[],
  visible?: Sql,
  movesLinks = false,
): string {
  const written = writtenColumns(users, targets);
  const order = valueOrder(targets);
  const [hostUsers, key] = [raw(users.name), raw(users.key.name)];
  const [link, change, problem] = [raw(tables.link), raw(tables.change), raw(tables.problem)];
  const assignments = [
    ...written.map(
      ({ column, isChanged, changedValue }) =>
        sql`${raw(column.name)} = case when ${isChanged} then ${changedValue} else u.${raw(column.name)} end`,
    ),
    ...users.onUpdate.map(({ name, sql: value }) => raw(`${name} = ${value}`)),
  ];
  const newUser = [
    { name: users.key.name, value: keyOf(users) },
    ...written.map(({ column, newValue }) => ({ name: column.name, value: newValue })),
    ...users.onCreate.map(({ name, sql: value }) => ({ name, value: raw(value) })),
  ];

  return textOf(sql`with
${chunkRelations(users, tables, order)},

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
  where not c.is_new and not c.writes
),

created as (
  insert into ${hostUsers} (${join(newUser.map(({ name }) => raw(name)))}) overriding system value
  select ${join(
    newUser.map(({ value }) => value),
    ',\n    ',
  )}
  from chunk c
  where c.is_new
  returning ${key} as user_id
),

done as (
  select seq, user_id from updated
  union all
  select seq, user_id from only_linked
  union all
  select c.seq, c.user_id from chunk c join created k on k.user_id = ${keyOf(users)}
),

-- The DNs differ when the link or its DN is new.
links as materialized (
  select c.stable_id, d.user_id, c.dn
  from done d
  join chunk c on c.seq = d.seq
  where c.before[${raw(String(order.dn))}] is distinct from c.after[${raw(String(order.dn))}]${raw(
    movesLinks ? ' and c.moved_link is null' : '',
  )}
),
${movesLinks ? movedLinksSql(tables, users, order) : raw('')}
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
  insert into ${link} (data_pool, stable_id, user_id, dn, job)
  select ${POOL}, n.stable_id, n.user_id, n.dn, (select job from ${raw(tables.run)} where id = ${RUN})
  from links n
  where not exists (select from updated_links m where m.stable_id = n.stable_id)
),

-- That a change was applied is said by the run, for all changes of the chunk.
journal as (
  update ${change} j
  set state = w.state, applied_at = case w.state when 'applied' then now() end,
    position = case w.state when 'applied' then nextval('${raw(tables.position)}') end
  from (
    select c.seq, case when d.seq is null then 'refused' else 'applied' end as state
    from chunk c
    left join done d on d.seq = c.seq
    where d.seq is null or c.state = 'deferred'
  ) w
  where ${isOfChunk('j')}
    and j.seq = w.seq
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

/** Links that come to another stable id: a new one, or again the one that they had. A link of it to a deleted user is removed. */
function movedLinksSql({ link, run }: OwnTables, users: UserTable, order: ValueOrder): Sql {
  const former = (name: string, type: string) => raw(`(c.moved_link #>> '{after,${name}}')::${type}`);
  return sql`
removed_links as (
  delete from ${raw(link)} l
  using done d
  join chunk c on c.seq = d.seq
  where c.moved_link is not null
    and l.data_pool = ${POOL}
    and l.stable_id = c.stable_id
    and l.user_id <> c.user_id
    and not exists (select from ${raw(users.name)} u where u.${raw(users.key.name)}::text = l.user_id)
  returning l.stable_id
),

-- After these are removed: the stable id is free.
moved_links as (
  update ${raw(link)} l
  set stable_id = c.stable_id, dn = c.after[${raw(String(order.dn))}],
    linked_at = coalesce(${former('linked_at', 'timestamptz')}, now()),
    job = case when c.moved_link ? 'after' then ${former('job', 'text')} else (select job from ${raw(run)} where id = ${RUN}) end,
    not_seen_since = ${former('not_seen_since', 'timestamptz')},
    last_seen_run_id = ${former('last_seen_run_id', 'uuid')}
  from done d
  join chunk c on c.seq = d.seq
  where l.data_pool = ${POOL}
    and l.stable_id = c.moved_link #>> '{before,stable_id}'
    and l.user_id = c.user_id
    and (select count(*) from removed_links) >= 0
),
`;
}
