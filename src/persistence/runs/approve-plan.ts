import { SyncError } from '../../contract/sync-error.js';
import type { PlanApproval } from '../../engine/ports/run-store.js';
import type { Statements } from '../database/database.js';
import { bumpGenerations, notifyProgress } from '../events/notify.js';
import type { OwnTables } from '../tables/own-tables.js';
import { type QueueOutcome, openRunOf } from './until-queued.js';

interface WaitingPlan {
  readonly job: string;
  readonly waits: boolean;
  readonly hash: string | null;
  readonly shape: string | null;
  readonly expired: boolean;
  readonly overtaken: boolean;
}

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
    `update ${tables.run} set mode = 'apply', status = 'queued', queued_at = now(), ended_at = null,
       reason_code = null, reason_params = null,
       approved_by = $2::text, approved_at = now(), approval_reason = $3::text
     where id = $1::text::uuid`,
    [runId, approvedBy, reason],
  );
  await bumpGenerations(transaction, tables, ['batch-synchronizations', 'runs']);
  await notifyProgress(transaction, runId, 'queued');
  return { kind: 'queued', runId };
}

async function lockPlan(transaction: Statements, tables: OwnTables, approval: PlanApproval): Promise<WaitingPlan> {
  const { runId, hash, settingsShape, validHours } = approval;
  const [plan] = await transaction.query<WaitingPlan>(
    `select p.job, (p.mode = 'plan' and p.status = 'planned' or p.status = 'stopped') and p.ended_at is not null as waits,
       p.plan_hash as hash, p.settings_shape as shape,
       p.planned_at < now() - make_interval(hours => $2::int) as expired,
       exists (
         select from ${tables.run} r
         where r.job = p.job and r.applied_through > 0 and r.started_at > p.started_at and r.id <> p.id) as overtaken
     from ${tables.run} p where p.id = $1::text::uuid for update of p`,
    [runId, validHours],
  );
  if (!plan?.waits || plan.hash === null) throw new SyncError('PLAN_NOT_WAITING', { params: { runId } });
  if (plan.hash !== hash) throw new SyncError('HASH_DIFFERS', { params: { runId } });
  const because = reasonStale(plan, settingsShape);
  if (because) throw new SyncError('PLAN_STALE', { params: { runId, because, hours: validHours } });
  return plan;
}

function reasonStale(plan: WaitingPlan, settingsShape: string): 'settings' | 'newer-run' | 'age' | undefined {
  if (plan.shape !== settingsShape) return 'settings';
  if (plan.overtaken) return 'newer-run';
  return plan.expired ? 'age' : undefined;
}
