import { SyncError } from '../../contract/sync-error.js';
import type { PlanResumption } from '../../engine/ports/run-store.js';
import type { Statements } from '../database/database.js';
import { bumpGenerations, notifyProgress } from '../events/notify.js';
import type { OwnTables } from '../tables/own-tables.js';
import { readPlan, staleReasonOf } from './plan-state.js';
import { openRunOf, type QueueOutcome } from './until-queued.js';

/**
 * Queues a run again that broke off while its plan was applied. The row lock lets one of several requests through. Throws
 * `RUN_NOT_RESUMABLE` or `PLAN_STALE`.
 */
export async function resumeRun(
  transaction: Statements,
  tables: OwnTables,
  { runId, job, resumedBy, settingsShape, sections, validHours }: PlanResumption,
): Promise<QueueOutcome> {
  const plan = await readPlan(transaction, tables, runId, validHours, true);
  if (plan?.next !== 'resume' || plan.job !== job.name) throw new SyncError('RUN_NOT_RESUMABLE', { params: { runId } });
  const because = staleReasonOf(plan, { settingsShape, sections });
  if (because) throw new SyncError('PLAN_STALE', { params: { runId, because, hours: validHours } });
  const open = await openRunOf(transaction, tables, plan.job);
  if (open !== undefined) return { kind: 'blocked', runId: open };
  await transaction.query(
    `update ${tables.run} set status = 'queued', queued_at = now(), position = nextval('${tables.position}'), ended_at = null, reason_code = null, reason_params = null,
       cancel_requested_at = null, cancel_requested_by = null, resumed_at = now(), resumed_by = $2::text
     where id = $1::text::uuid`,
    [runId, resumedBy],
  );
  await bumpGenerations(transaction, tables, ['batch-synchronizations', 'runs']);
  await notifyProgress(transaction, runId, 'queued');
  return { kind: 'queued', runId };
}
