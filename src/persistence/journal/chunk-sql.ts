import type { UserField } from '../../contract/user-binding.js';
import type { MappingTarget } from '../../mapping/mapping-rule.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { UserTable } from '../users/user-table.js';
import {
  changedValue,
  isAsBefore,
  newValue,
  vacatedValue,
  type WrittenColumn,
  writtenColumns,
} from './written-columns.js';

const RUN = '$1::text::uuid';
const NUMBERS = '$2::int[]';
const POOL = '$3::text';

const NAMES: ReadonlySet<string> = new Set(['userName', 'principalName'] satisfies UserField[]);

/**
 * Applies some planned changes in one statement: users, links and journal together. Parameters: run, the
 * numbers of the changes as an array literal, data pool.
 *
 * A user is written only while it still is what the plan saw (`before`) and nobody protects it; otherwise its change
 * is refused and becomes the problem `CHANGED_MEANWHILE`. Returns how many were applied.
 */
export function chunkSql(users: UserTable, tables: OwnTables, targets: readonly MappingTarget[]): string {
  const written = writtenColumns(users, targets);
  const parts = [
    ...chunkParts(users, tables),
    updatedPart(users, written),
    untouchedPart(users),
    ...createdParts(users, written),
    `done as (select seq, user_id from updated union all select seq, user_id from untouched union all
      select f.seq, f.user_id::text from fresh f join created c on c.user_id = f.user_id)`,
    ...linkParts(tables),
    ...journalParts(tables),
  ];
  return `with ${parts.join(',\n    ')}
    select count(*)::int as applied from done`;
}

/**
 * Takes unique values away from the users of some planned changes, who are about to exchange them: names too, which a
 * host may well keep unique by an index over an expression. Parameters: run, numbers.
 */
export function vacateSql(users: UserTable, tables: OwnTables, targets: readonly MappingTarget[]): string | undefined {
  const unique = new Set(users.uniques.flatMap(({ columns }) => columns.map(({ property }) => property)));
  const written = writtenColumns(users, targets);
  const fields = new Set<string>(users.fields.keys());
  const parked = written.filter(
    ({ key, column }) => fields.has(key) && (NAMES.has(key) || unique.has(column.property)),
  );
  if (parked.length === 0) return undefined;
  const sets = parked.map(
    ({ key, column }) =>
      `${column.name} = case when c.before ? '${key}' then ${vacatedValue(column)} else u.${column.name} end`,
  );
  return `with ${chunkParts(users, tables).join(',\n    ')}
    update ${users.name} u set ${sets.join(', ')} from chunk c where ${isWritable(users, written)}`;
}

function chunkParts(users: UserTable, tables: OwnTables): string[] {
  return [
    `chunk as materialized (
      select seq, kind, dn, stable_id, user_id, before, after, after - 'dn' <> '{}' as writes
      from ${tables.change} j where ${isOfChunk('j')} and state = 'planned')`,
    `guarded as materialized (${users.protectedKeys(keysOf(users)) ?? `select '' as user_id where false`})`,
  ];
}

/** With bounds, because the planner reads the whole journal of the run for a long list of numbers. */
function isOfChunk(alias: string): string {
  const bound = (edge: 'min' | 'max') => `(select ${edge}(n) from unnest(${NUMBERS}) n)`;
  return `${alias}.run_id = ${RUN} and ${alias}.seq between ${bound('min')} and ${bound('max')} and ${alias}.seq = any(${NUMBERS})`;
}

function keyOf(users: UserTable): string {
  return `(c.user_id)::${users.key.type}`;
}

/** The keys of the chunk's users as one array: found by index, whatever the planner thinks of the chunk's size. */
function keysOf(users: UserTable): string {
  return `array(select ${keyOf(users)} from chunk c where c.user_id is not null)`;
}

/** `u` is the user of `c`, and not protected. */
function isUnguarded(users: UserTable): string {
  const key = `u.${users.key.name}`;
  return `${key} = any(${keysOf(users)}) and ${key} = ${keyOf(users)} and not exists (select from guarded g where g.user_id = c.user_id)`;
}

function isWritable(users: UserTable, written: readonly WrittenColumn[]): string {
  return `c.user_id is not null and c.writes and ${isUnguarded(users)}
        and ${isAsBefore(written)}`;
}

function updatedPart(users: UserTable, written: readonly WrittenColumn[]): string {
  const sets = written.map((each) => `${each.column.name} = ${changedValue(each)}`);
  const stamps = users.onUpdate.map(({ name, sql }) => `${name} = ${sql}`);
  return `updated as (
      update ${users.name} u set ${[...sets, ...stamps].join(',\n        ')}
      from chunk c
      where ${isWritable(users, written)}
      returning c.seq, c.user_id)`;
}

/** Users that are right already and only get their link. */
function untouchedPart(users: UserTable): string {
  return `untouched as (
      select c.seq, c.user_id from chunk c join ${users.name} u on ${isUnguarded(users)}
      where c.user_id is not null and not c.writes)`;
}

function createdParts(users: UserTable, written: readonly WrittenColumn[]): string[] {
  const stamps = users.onCreate;
  const columns = [users.key.name, ...written.map(({ column }) => column.name), ...stamps.map(({ name }) => name)];
  const values = ['c.user_id', ...written.map((each) => newValue(each)), ...stamps.map(({ sql }) => sql)];
  return [
    `fresh as materialized (select c.seq, c.after, ${users.key.next} as user_id from chunk c where c.user_id is null)`,
    `created as (
      insert into ${users.name} (${columns.join(', ')}) overriding system value
      select ${values.join(', ')} from fresh c
      returning ${users.key.name} as user_id)`,
  ];
}

/**
 * `dn` is in `after` exactly when the link is new or its DN is. Not `on conflict`: that looks twice at each new row,
 * and nobody else writes links of this pool meanwhile.
 */
function linkParts(tables: OwnTables): string[] {
  return [
    `links as materialized (
      select c.stable_id, d.user_id, c.dn from done d join chunk c on c.seq = d.seq where c.after ? 'dn')`,
    `moved as (
      update ${tables.link} l set user_id = n.user_id, dn = n.dn,
        linked_at = case l.user_id when n.user_id then l.linked_at else now() end
      from links n
      where l.data_pool = ${POOL} and l.stable_id = any(array(select stable_id from links)) and l.stable_id = n.stable_id
      returning l.stable_id)`,
    `linked as (
      insert into ${tables.link} (data_pool, stable_id, user_id, dn)
      select ${POOL}, n.stable_id, n.user_id, n.dn from links n
      where not exists (select from moved m where m.stable_id = n.stable_id))`,
  ];
}

/** Whoever was not written, was changed by somebody else meanwhile. */
function journalParts(tables: OwnTables): string[] {
  return [
    `journal as (
      update ${tables.change} j set state = case when d.seq is null then 'refused' else 'applied' end,
        user_id = coalesce(d.user_id, j.user_id), applied_at = case when d.seq is null then j.applied_at else now() end
      from chunk c left join done d on d.seq = c.seq
      where ${isOfChunk('j')} and j.seq = c.seq
      returning j.seq, j.state)`,
    `problems as (insert into ${tables.problem} (run_id, dn, stable_id, code, params)
      select ${RUN}, c.dn, c.stable_id, 'CHANGED_MEANWHILE', '{}'
      from journal j join chunk c on c.seq = j.seq where j.state = 'refused')`,
  ];
}
