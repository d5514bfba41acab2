import { ATTRIBUTES } from '../../mapping/mapping-rule.js';
import type { Statements } from '../database/database.js';
import { appliedSql } from '../journal/applied-sql.js';
import { IS_APPLIED } from '../tables/batch-change.entity.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { UserTable } from '../users/user-table.js';
import { STEP } from './step.js';

/** Deletes the next problems of an expired run; 0 when there are none. */
export async function deleteProblems(transaction: Statements, tables: OwnTables, runId: string): Promise<number> {
  const deleted = await transaction.query(
    `delete from ${tables.problem} where id in (
       select id from ${tables.problem} where run_id = $1::text::uuid order by id limit ${STEP}) returning 1`,
    [runId],
  );
  return deleted.length;
}

export async function deletePresence(transaction: Statements, tables: OwnTables, runId: string): Promise<number> {
  const deleted = await transaction.query(
    `delete from ${tables.presence} where run_id = $1::text::uuid and stable_id in (
       select stable_id from ${tables.presence} where run_id = $1::text::uuid order by stable_id limit ${STEP}) returning 1`,
    [runId],
  );
  return deleted.length;
}

export interface CondensedChanges {
  /** The last change that was looked at; undefined when there is none after the given one. */
  readonly lastSeq: number | undefined;
  readonly deleted: number;
  /** Users of these changes who have manual changes that have expired, too. */
  readonly changedByHand: readonly string[];
}

/**
 * Looks at the next changes of an expired run. Deletes those that were not applied, all of users who do not exist any
 * more, and of the others what later changes of expired runs have written again, value by value.
 */
export async function condenseChanges(
  transaction: Statements,
  tables: OwnTables,
  users: UserTable,
  runId: string,
  afterSeq: number,
): Promise<CondensedChanges> {
  const { change, run, manualChange } = tables;
  const [row] = await transaction.query<{ last: number | null; deleted: number; by_hand: string }>(
    `with batch as materialized (
       select seq, user_id from ${change} where run_id = $1::text::uuid and seq > $2::int order by seq limit ${STEP}
     ),
     people as materialized (
       select p.user_id, exists (select from ${users.name} u where u.${users.key.name} = p.user_id::${users.key.type}) as is_known
       from (select distinct user_id from batch where user_id is not null) p
     ),
     recorded as materialized (
       select c.run_id, c.seq, c.user_id, c.before, c.after, r.targets,
         row_number() over (partition by c.user_id order by t.position desc, t.at desc, c.run_id desc, c.seq desc) as newest
       from people p
       join ${change} c on c.user_id = p.user_id
       join ${run} r on r.id = c.run_id
       ${appliedSql(tables)}
       where p.is_known and r.expired_at is not null and ${IS_APPLIED}
     ),
     written as materialized (
       select c.run_id, c.seq,
         row_number() over (partition by c.user_id, v.name order by c.newest) as newest
       from recorded c
       cross join lateral (${NAMES_OF_CHANGE}) n
       cross join lateral unnest(n.names, c.before, c.after) v (name, before, after)
       where v.name is not null and (c.before = '{}' or v.before is distinct from v.after)
     ),
     needed as materialized (
       select run_id, seq from recorded where newest = 1
       union
       select run_id, seq from written where newest = 1
     ),
     gone as (
       select run_id, seq from recorded
       union
       select $1::text::uuid, seq from batch
       union
       select c.run_id, c.seq from people p
       join ${change} c on c.user_id = p.user_id
       join ${run} r on r.id = c.run_id and r.expired_at is not null
       where not p.is_known
       except
       select run_id, seq from needed
     ),
     deleted as (
       delete from ${change} c using gone where c.run_id = gone.run_id and c.seq = gone.seq returning 1
     )
     select (select max(seq) from batch) as last, (select count(*)::int from deleted) as deleted,
       (select coalesce(jsonb_agg(p.user_id), '[]')::text from people p where exists (
         select from ${manualChange} m where m.user_id = p.user_id and m.expired_at is not null)) as by_hand`,
    [runId, afterSeq],
  );
  return {
    lastSeq: row?.last ?? undefined,
    deleted: row?.deleted ?? 0,
    changedByHand: JSON.parse(row?.by_hand ?? '[]') as readonly string[],
  };
}

/** Deletes the next kept changes of users who were deleted after the run was condensed; 0 when there are none. */
export async function deleteChangesOfDeletedUsers(
  transaction: Statements,
  { change, run }: OwnTables,
  { name, key }: Pick<UserTable, 'name' | 'key'>,
): Promise<number> {
  const deleted = await transaction.query(
    `delete from ${change} where (run_id, seq) in (
       select c.run_id, c.seq from ${change} c join ${run} r on r.id = c.run_id
       where r.condensed_at is not null and c.user_id is not null
         and not exists (select from ${name} u where u.${key.name} = c.user_id::${key.type})
       limit ${STEP})
     returning 1`,
  );
  return deleted.length;
}

/** The names of the values of the change `c`, in the order of `valueOrder`. */
export const NAMES_OF_CHANGE = `select array(${targets('not')}) || array['source', 'state'] || array(${targets('')}) || array['dn'] as names`;

function targets(not: 'not' | ''): string {
  return `select t.name from jsonb_array_elements_text(c.targets) with ordinality t (name, position)
           where ${not} starts_with(t.name, '${ATTRIBUTES}') order by t.position`;
}
