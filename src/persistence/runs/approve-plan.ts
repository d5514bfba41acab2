import { SyncError } from '../../contract/sync-error.js';
import type { PlanApproval } from '../../engine/ports/run-store.js';
import type { Statements } from '../database/database.js';
import { bumpGenerations, notifyProgress } from '../events/notify.js';
import type { OwnTables } from '../tables/own-tables.js';
import { type PlanRow, readPlan, staleReasonOf } from './plan-state.js';
import { type QueueOutcome, openRunOf } from './until-queued.js';

/**
 * Queues a plan again, now to be applied: one that waits, or one that guards stopped. The row lock lets one of several approvals at the same time through. Throws
 * `PLAN_NOT_WAITING`, `HASH_DIFFERS` or `PLAN_STALE`.
 */
export async function approvePlan(
  transaction: Statements,
  tables: OwnTables,
  approval: PlanApproval,
): Promise<QueueOutcome> {
  const { runId, approvedBy, reason } = approval;
  const { job } = await lockPlan(transaction, tables, approval);
  const open = await openRunOf(transaction, tables, job);
  if (open !== undefined) return { kind: 'blocked', runId: open };
  await transaction.query(
    `update ${tables.run} set mode = 'apply', status = 'queued', queued_at = now(), position = nextval('${tables.position}'), ended_at = null,
       reason_code = null, reason_params = null,
       approved_by = $2::text, approved_at = now(), approval_reason = $3::text
     where id = $1::text::uuid`,
    [runId, approvedBy, reason],
  );
  await bumpGenerations(transaction, tables, ['batch-synchronizations', 'runs']);
  await notifyProgress(transaction, runId, 'queued');
  return { kind: 'queued', runId };
}

async function lockPlan(transaction: Statements, tables: OwnTables, approval: PlanApproval): Promise<PlanRow> {
  const { runId, job, hash, settingsShape, validHours } = approval;
  const plan = await readPlan(transaction, tables, runId, validHours, true);
  if (plan?.next !== 'approve' || plan.job !== job.name) throw new SyncError('PLAN_NOT_WAITING', { params: { runId } });
  if (plan.hash !== hash) throw new SyncError('HASH_DIFFERS', { params: { runId } });
  const because = staleReasonOf(plan, { settingsShape });
  if (because) throw new SyncError('PLAN_STALE', { params: { runId, because, hours: validHours } });
  return plan;
}
