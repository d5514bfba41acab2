import { Injectable } from '@nestjs/common';

import type { StalePlan, WaitingPlan } from '../contract/jobs.js';
import { SettingsChangesService } from '../engine/approval/settings-changes.service.js';
import { JobSchedule, type Schedule } from '../engine/ports/job-schedule.js';
import { RunHistory } from '../engine/ports/run-history.js';
import type { Job } from '../processes/job.js';
import { JobSettingsService } from '../settings/job-settings.service.js';
import type { BatchSyncSettings } from '../settings/schema/batch-sync-settings.js';
import { sectionHashes } from '../settings/section-hashes.js';
import { PlanConditions } from './plan-conditions.service.js';

const HOUR_MS = 3_600_000;

/** The newest plan that nobody has decided: it waits, or it is stale. */
export type UndecidedPlan =
  { readonly waiting: WaitingPlan; readonly stale: null } | { readonly waiting: null; readonly stale: StalePlan };

/** The plans that wait because their runs need an approval. */
@Injectable()
export class WaitingPlans {
  constructor(
    private readonly settings: JobSettingsService,
    private readonly schedule: JobSchedule,
    private readonly history: RunHistory,
    private readonly conditions: PlanConditions,
    private readonly settingsChanges: SettingsChangesService,
  ) {}

  /** The newest plan that can be approved now; null if none waits. */
  async of(job: Job): Promise<WaitingPlan | null> {
    return (await this.undecided(job))?.waiting ?? null;
  }

  /** The newest plan that awaits a decision, or did until it could no longer be applied; null if another run needs none. */
  async undecided(job: Job): Promise<UndecidedPlan | null> {
    const run = await this.history.waiting(job.name);
    if (!run?.endedAt || !run.approvalNeed) return null;
    const { settings } = await this.settings.current(job);
    if (!(await this.isApprovalNeeded(job, settings))) return null;
    const { stale } = await this.conditions.stateOf(job, run.id);
    const plan = { runId: run.id, since: run.endedAt };
    if (stale) return { waiting: null, stale: { ...plan, because: stale } };
    const until = new Date(run.endedAt.getTime() + settings.approval.validHours * HOUR_MS);
    return { waiting: { ...run.approvalNeed, ...plan, until }, stale: null };
  }

  /** Whether a scheduled run would wait now. Settings that were turned back, and the policy "never", need no approval. */
  async isApprovalNeeded(job: Job, settings: BatchSyncSettings): Promise<boolean> {
    const { policy } = settings.approval;
    if (policy !== 'whenChanged') return policy === 'always';
    return (await this.settingsChanges.of(job, sectionHashes(settings))).sections.length > 0;
  }

  /**
   * Whether a scheduled run would only make the plan again that waits already. The last execution before the plan expires
   * replaces it, so that there is always one plan to approve, and not one for each execution.
   */
  async isExecutionNeedless(job: Job, schedule: Schedule, scheduledFor: Date): Promise<boolean> {
    const waiting = await this.of(job);
    const following = this.schedule.firstAfter(schedule, scheduledFor);
    return waiting !== null && following !== null && following < waiting.until;
  }
}
