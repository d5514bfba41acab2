import { Injectable } from '@nestjs/common';

import type { RevertOutlook, Run } from '../contract/run.js';
import { SyncError } from '../contract/sync-error.js';
import { JobSchedule } from '../engine/ports/job-schedule.js';
import { RunHistory } from '../engine/ports/run-history.js';
import { rejectedBind } from '../engine/rejected-bind.js';
import type { Job } from '../processes/job.js';
import { JobSettingsService } from '../settings/job-settings.service.js';
import { nextExecution } from './next-execution.js';
import { PlanConditions } from './plan-conditions.service.js';
import { WaitingPlans } from './waiting-plans.service.js';

/** What the next scheduled run does to what was reverted. */
@Injectable()
export class RevertOutlooks {
  constructor(
    private readonly settings: JobSettingsService,
    private readonly schedule: JobSchedule,
    private readonly history: RunHistory,
    private readonly conditions: PlanConditions,
    private readonly waitingPlans: WaitingPlans,
  ) {}

  /** Null if it changes none of the users again, or if the revert is neither applied nor can be. */
  async of(job: Job, { id, reverts, mode }: Run): Promise<RevertOutlook | null> {
    const reverted = reverts && (await this.history.run(reverts.runId));
    // What a revert of a revert restores is what the directory says.
    if (!reverted || reverted.reverts) return null;
    if (mode === 'plan' && (await this.conditions.stateOf(job, id)).next !== 'approve') return null;
    const at = await this.nextRun(job);
    if (at === null || !(await this.isShapedAlike(job, reverted.id))) return null;
    const { count, anyId } = await this.history.restorable(id);
    return count === 0 ? null : { at, users: count, userId: count === 1 ? anyId : null };
  }

  private async nextRun(job: Job): Promise<Date | null> {
    const current = await this.settings.current(job);
    const { settings, errors } = current;
    const { schedule } = settings;
    if (errors.length > 0 || !schedule.enabled) return null;
    // A scheduled run that needs an approval changes nobody.
    if (await this.waitingPlans.isApprovalNeeded(job, settings)) return null;
    if (rejectedBind(await this.history.newestReads(job.name), current)) return null;
    const waiting = await this.waitingPlans.of(job);
    return nextExecution((from) => this.schedule.firstAfter(schedule, from), new Date(), waiting);
  }

  private async isShapedAlike(job: Job, runId: string): Promise<boolean> {
    const [shape, conditions] = await Promise.all([
      this.history.shapeOf(runId),
      this.conditions.of(job, runId).catch((error: unknown) => {
        if (error instanceof SyncError) return undefined;
        throw error;
      }),
    ]);
    return shape !== null && shape === conditions?.settingsShape;
  }
}
