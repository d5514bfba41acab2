import type { Revert } from '../../contract/run.js';
import { storableJson, storableText } from '../../contract/storable-text.js';
import type { DecidedConflict, RunRequest } from '../../engine/ports/run-store.js';
import { isFurther, type Job } from '../../processes/job.js';
import { jobUnknown } from '../../processes/process-errors.js';
import type { Statements } from '../database/database.js';
import { bumpGenerations, notifyProgress } from '../events/notify.js';
import type { OwnTables } from '../tables/own-tables.js';
import { openRunOf, type QueueOutcome } from './until-queued.js';

/**
 * Throws `JOB_UNKNOWN` if the job was deleted. It cannot be deleted until the transaction ends, and then has a queued run.
 */
export async function assertJob(transaction: Statements, tables: OwnTables, job: Job): Promise<void> {
  if (!isFurther(job)) return;
  const sql = `select 1 from ${tables.setting} where "key" = $1::text for key share`;
  if ((await transaction.query(sql, [job.settingKey])).length === 0) throw jobUnknown(job.name);
}

/** Inserts a queued run. Unique indexes decide between processes that queue at the same time. */
export async function insertQueued(
  transaction: Statements,
  tables: OwnTables,
  request: RunRequest,
): Promise<QueueOutcome> {
  const { job, mode, trigger, startedBy } = request;
  const tick = request.scheduledFor?.toISOString() ?? null;
  const [queued] = await transaction.query<{ id: string }>(
    `insert into ${tables.run} (job, symbolic_name, data_pool, mode, "trigger", started_by, status, scheduled_for,
       reverts_run_id, revert_scope, revert_reason, unsaved_settings, with_unsaved_settings, only_dn, decision, position)
     values ($1::text, $2::text, $3::text, $4::text, $5::text, $6::text, 'queued', $7::text::timestamptz,
       $8::text::uuid, $9::text::jsonb, $10::text, $11::text::jsonb, $11::text is not null, $12::text, $13::text::jsonb, nextval('${tables.position}'))
     on conflict do nothing returning id::text`,
    [
      job.name,
      job.symbolicName,
      job.dataPool,
      mode,
      trigger,
      startedBy,
      tick,
      ...revertValues(request.reverts),
      request.unsavedSettings === undefined ? null : storableJson(request.unsavedSettings),
      request.only === undefined ? null : storableText(request.only),
      request.decision === undefined ? null : storableJson(request.decision),
    ],
  );
  if (!queued) return outcomeOfConflict(transaction, tables, job, tick);

  if (request.decided) await insertDecided(transaction, tables, queued.id, request.decided);
  await bumpGenerations(transaction, tables, ['batch-synchronizations', 'runs']);
  await notifyProgress(transaction, queued.id, 'queued');
  return { kind: 'queued', runId: queued.id };
}

async function insertDecided(
  transaction: Statements,
  { decision }: OwnTables,
  runId: string,
  decided: readonly DecidedConflict[],
): Promise<void> {
  await transaction.query(
    `insert into ${decision} (run_id, stable_id, user_id)
     select distinct $1::text::uuid, d."stableId", d."userId"
     from jsonb_to_recordset($2::text::jsonb) as d ("stableId" text, "userId" text)`,
    [runId, JSON.stringify(decided)],
  );
}

function revertValues(reverts: Revert | undefined): readonly (string | null)[] {
  if (!reverts) return [null, null, null];
  const { runId, users, fields, reason } = reverts;
  return [runId, storableJson({ users, fields }), storableText(reason)];
}

async function outcomeOfConflict(
  transaction: Statements,
  tables: OwnTables,
  job: Job,
  tick: string | null,
): Promise<QueueOutcome> {
  const runOfTick = await transaction.query(
    `select 1 from ${tables.run} where job = $1::text and scheduled_for = $2::text::timestamptz`,
    [job.name, tick],
  );
  if (runOfTick.length > 0) return { kind: 'duplicate-tick' };
  const open = await openRunOf(transaction, tables, job.name);
  return open === undefined ? { kind: 'retry' } : { kind: 'blocked', runId: open };
}
