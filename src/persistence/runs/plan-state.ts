import type { SectionHashes } from '../../contract/approval.js';
import type { PlanState, StaleReason } from '../../contract/run.js';
import type { Statements } from '../database/database.js';
import { isGoodRun } from '../tables/batch-run.entity.js';
import type { OwnTables } from '../tables/own-tables.js';

/** What decides whether the plan of a run can be applied. */
export interface PlanRow {
  readonly job: string;
  readonly next: PlanState['next'];
  readonly hash: string | null;
  readonly shape: string | null;
  readonly expired: boolean;
  readonly overtaken: boolean;
  /** Whether nothing of it was applied. */
  readonly untouched: boolean;
  /** Hashes of the settings that judged it; null if unknown. */
  readonly limits: string | null;
  readonly approval: string | null;
}

/** What decides by now whether a plan can be applied. */
export interface PresentSettings {
  /** Hash of the settings that shape plans. */
  readonly settingsShape: string;
  /** Undefined if no setting judges the plan. */
  readonly sections?: SectionHashes | undefined;
}

/**
 * The plan of a run. Of runs that broke off before they applied anything, only those that failed are resumed: cancelling
 * withdraws the approval. Such a run must have begun to apply its plan, or have been approved, because otherwise guards may
 * not have judged the plan.
 *
 * @param lock locks the run until the transaction ends.
 */
export async function readPlan(
  statements: Statements,
  tables: OwnTables,
  runId: string,
  validHours: number,
  lock = false,
): Promise<PlanRow | undefined> {
  const [plan] = await statements.query<PlanRow>(
    `select p.job, p.plan_hash as hash, p.settings_shape as shape,
       case when p.expired_at is not null then null
         when p.plan_hash is null or p.ended_at is null then null
         when p.mode = 'plan' and p.status = 'planned' or p.status = 'stopped' then 'approve'
         when p.mode = 'apply' and p.status in ('failed', 'cancelled') and p.applied_through > 0
           or p.mode = 'apply' and p.status = 'failed' and (p.applying_at is not null or p.approved_at is not null)
           then 'resume' end as next,
       p.applied_through = 0 as untouched,
       p.settings_sections ->> 'limits' as limits, p.settings_sections ->> 'approval' as approval,
       coalesce(p.planned_at < now() - make_interval(hours => $2::int), true) as expired,
       exists (
         select from ${tables.run} r
         where r.job = p.job and r.id <> p.id
           and (r.only_dn is null and r.applied_through > 0 or r.settings_shape = p.settings_shape and ${isGoodRun('r')})
           and r.fence > p.fence) or ${isLinkedMeanwhile(tables)} as overtaken
     from ${tables.run} p where p.id = $1::text::uuid ${lock ? 'for update of p' : ''}`,
    [runId, validHours],
  );
  return plan;
}

/**
 * True when a later run for one person, or of another job of the data pool, changed someone whom the plan `p` would create or
 * take over, because the person would then be there twice. Any other change of the plan is refused by itself if the person has changed. One join for all of
 * these runs, so that a large plan is scanned once.
 */
function isLinkedMeanwhile({ run, change }: OwnTables): string {
  return `exists (
         select from ${run} o
         join ${change} done on done.run_id = o.id
         join ${change} c on c.stable_id = done.stable_id
         where o.data_pool = p.data_pool and (o.job <> p.job or o.only_dn is not null) and o.id <> p.id
           and o.fence > p.fence and o.applied_through > 0
           and c.run_id = p.id and c.matched_by is distinct from 'link')`;
}

/**
 * Why the plan can no longer be applied; null if it can. A plan made with unsaved settings can be applied once they are
 * saved, unless it is stale for another reason, which is therefore told first.
 */
export function staleReasonOf(plan: PlanRow, { settingsShape, sections }: PresentSettings): StaleReason | null {
  if (plan.overtaken) return 'newer-run';
  if (plan.expired) return 'age';
  if (plan.shape !== settingsShape) return 'settings';
  const isResumed = plan.next === 'resume' && plan.untouched;
  return isResumed && sections && isJudgedOtherwise(plan, sections) ? 'settings' : null;
}

/** Nothing was written yet, so that finishing is no lesser evil: the limits of now would have to judge the plan. */
function isJudgedOtherwise({ limits, approval }: PlanRow, sections: SectionHashes): boolean {
  return (limits !== null && limits !== sections.limits) || (approval !== null && approval !== sections.approval);
}
