import type { RetentionLimits } from '../../engine/ports/run-retention.js';
import type { Statements } from '../database/database.js';
import { isGoodRun } from '../tables/batch-run.entity.js';
import { isFormerName } from '../tables/former-name.js';
import type { OwnTables } from '../tables/own-tables.js';
import { STEP } from './step.js';

/** Deletes expired runs of a job that have neither changes nor problems: nearly all runs of a directory at rest. */
export async function deleteEmptyRuns(
  transaction: Statements,
  tables: OwnTables,
  job: string,
  limits: RetentionLimits,
): Promise<number> {
  const deleted = await transaction.query(
    `with gone as (
       delete from ${tables.run} where id in (
       select r.id from ${tables.run} r
       where ${expired(tables)}
         and not exists (select from ${tables.change} c where c.run_id = r.id)
         and not exists (select from ${tables.problem} p where p.run_id = r.id)
         and ${notMentioned(tables)}
       order by r.position limit ${STEP} for update skip locked)
       returning id),
     chunks as (delete from ${tables.chunk} k using gone where k.run_id = gone.id),
     presence as (delete from ${tables.presence} p using gone where p.run_id = gone.id),
     decisions as (delete from ${tables.decision} d using gone where d.run_id = gone.id)
     select 1 from gone`,
    parameters(job, limits),
  );
  return deleted.length;
}

/** The oldest expired run of a job that is not condensed yet. It is marked, so that others know that rows are missing. */
export async function markExpired(
  transaction: Statements,
  tables: OwnTables,
  job: string,
  limits: RetentionLimits,
): Promise<string | undefined> {
  const [run] = await transaction.query<{ id: string }>(
    `update ${tables.run} set expired_at = coalesce(expired_at, now()) where id = (
       select r.id from ${tables.run} r where ${expired(tables)}
       order by r.position limit 1 for update skip locked)
     returning id::text`,
    parameters(job, limits),
  );
  return run?.id;
}

/** Deletes the unsaved settings of plans that are too old to be applied. */
export async function deleteUnsavedSettings(
  transaction: Statements,
  { run }: OwnTables,
  { planHours }: Pick<RetentionLimits, 'planHours'>,
): Promise<number> {
  const deleted = await transaction.query(
    `update ${run} set unsaved_settings = null where id in (
       select r.id from ${run} r
       where r.unsaved_settings is not null and r.ended_at is not null
         and r.planned_at < now() - make_interval(hours => $1::int)
       for update skip locked)
     returning 1`,
    [planHours],
  );
  return deleted.length;
}

/** Deletes condensed runs that have no changes any more, and their chunks. */
export async function deleteCondensedRuns(transaction: Statements, tables: OwnTables): Promise<number> {
  const [deleted] = await transaction.query<{ runs: number }>(
    `with gone as (
       delete from ${tables.run} where id in (
         select r.id from ${tables.run} r
         where r.condensed_at is not null
           and not exists (select from ${tables.change} c where c.run_id = r.id)
           and ${notMentioned(tables)}
         limit ${STEP} for update skip locked)
       returning id),
     chunks as (delete from ${tables.chunk} k using gone where k.run_id = gone.id),
     presence as (delete from ${tables.presence} p using gone where p.run_id = gone.id),
     decisions as (delete from ${tables.decision} d using gone where d.run_id = gone.id)
     select count(*)::int as runs from gone`,
  );
  return deleted?.runs ?? 0;
}

/** True when no revert and no link names the run `r`. */
function notMentioned({ run, link }: OwnTables): string {
  return `not exists (select from ${run} v where v.reverts_run_id = r.id)
           and not exists (select from ${link} l where l.not_seen_since is not null and l.last_seen_run_id = r.id)`;
}

function parameters(job: string, { days, runs, planHours }: RetentionLimits): readonly (string | number)[] {
  return [job, days, runs, planHours];
}

/**
 * True when the run `r` of the job $1 has expired. One that was marked stays expired. The last run of a job and its last good run
 * of a data pool stay for the next run, which a deleted job or data pool does not have.
 */
function expired({ run }: OwnTables): string {
  return `r.job = $1::text and r.condensed_at is null and (r.expired_at is not null or (
       r.ended_at is not null
       and (r.ended_at < now() - make_interval(days => $2::int) or r.position < (
         select n.position from ${run} n where n.job = $1::text
         order by n.position desc offset $3::int - 1 limit 1))
       and not (r.status in ('planned', 'stopped', 'failed', 'cancelled')
         and coalesce(r.planned_at > now() - make_interval(hours => $4::int), false))
       and (${isFormerName('r.job')} or r.id is distinct from (
         select n.id from ${run} n where n.job = $1::text and n.mode = 'apply' and n.only_dn is null
         order by n.position desc limit 1))
       and (${isFormerName('r.job')} or ${isFormerName('r.data_pool')} or ${isGoodRun('r')} is not true or exists (
         select from ${run} g where g.job = $1::text and g.data_pool is not distinct from r.data_pool
           and ${isGoodRun('g')} and g.position > r.position))
       and not exists (select from ${run} v where v.reverts_run_id = r.id and v.condensed_at is null)))`;
}
