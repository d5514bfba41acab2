import type { RetentionLimits } from '../../engine/ports/run-retention.js';
import type { Statements } from '../database/database.js';
import { arrayLiteral } from '../database/sql.js';
import { appliedSql } from '../journal/applied-sql.js';
import { IS_APPLIED } from '../tables/batch-change.entity.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { UserTable } from '../users/user-table.js';
import { NAMES_OF_CHANGE } from './condense-run.js';
import { STEP } from './step.js';

export interface CondensedManualChanges {
  /** Changes that have expired since the last time. */
  readonly expired: number;
  readonly deleted: number;
}

/**
 * Marks the next manual changes that have expired, by age alone: a number of runs says nothing about them. Deletes the
 * expired ones of the same users whose values were all written again.
 */
export async function condenseManualChanges(
  transaction: Statements,
  tables: OwnTables,
  { days }: Pick<RetentionLimits, 'days'>,
): Promise<CondensedManualChanges> {
  const manual = tables.manualChange;
  const marked = await transaction.query<{ user_id: string }>(
    `update ${manual} set expired_at = now() where id in (
       select m.id from ${manual} m
       where m.expired_at is null and m.changed_at < now() - make_interval(days => $1::int)
       order by m.position, m.changed_at limit ${STEP} for update skip locked)
     returning user_id`,
    [days],
  );
  const users = [...new Set(marked.map((row) => row.user_id))];
  return { expired: marked.length, deleted: await deleteWrittenAgain(transaction, tables, users) };
}

/**
 * Deletes the expired manual changes of some users whose values were all written again by later changes that have expired,
 * by people and by runs.
 */
export async function deleteWrittenAgain(
  transaction: Statements,
  tables: OwnTables,
  users: readonly string[],
): Promise<number> {
  if (users.length === 0) return 0;
  const { manualChange, change, run } = tables;
  const deleted = await transaction.query(
    `with people as materialized (select unnest($1::text::text[]) as user_id),
     written as (
       select m.id, m.user_id, v.name, m.position, m.changed_at as at
       from people join ${manualChange} m using (user_id)
       cross join lateral unnest(m.names) v (name)
       where m.expired_at is not null
       union all
       select null, c.user_id, v.name, c.position, c.at
       from (
         select c.user_id, c.before, c.after, r.targets, t.position, t.at
         from people join ${change} c using (user_id)
         join ${run} r on r.id = c.run_id
         ${appliedSql(tables)}
         where r.expired_at is not null and ${IS_APPLIED}
       ) c
       cross join lateral (${NAMES_OF_CHANGE}) n
       cross join lateral unnest(n.names, c.before, c.after) v (name, before, after)
       where v.name is not null and (c.before = '{}' or v.before is distinct from v.after)
     ),
     newest as (
       select distinct on (user_id, name) id from written order by user_id, name, position desc, at desc, id
     )
     delete from ${manualChange} m using people p
     where m.user_id = p.user_id and m.expired_at is not null
       and not exists (select from newest n where n.id = m.id)
     returning 1`,
    [arrayLiteral(users)],
  );
  return deleted.length;
}

/** Deletes expired manual changes of users who do not exist any more. */
export async function deleteManualChanges(
  transaction: Statements,
  { manualChange }: OwnTables,
  { name, key }: Pick<UserTable, 'name' | 'key'>,
): Promise<number> {
  const deleted = await transaction.query(
    `delete from ${manualChange} where id in (
       select m.id from ${manualChange} m
       where m.expired_at is not null
         and not exists (select from ${name} u where u.${key.name} = m.user_id::${key.type})
       limit ${STEP} for update of m skip locked)
     returning 1`,
  );
  return deleted.length;
}
