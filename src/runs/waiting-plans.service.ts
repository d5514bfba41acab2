import { Injectable } from '@nestjs/common';

import type { WaitingPlan } from '../contract/jobs.js';
import { SettingsChangesService } from '../engine/approval/settings-changes.service.js';
import { JobSchedule, type Schedule } from '../engine/ports/job-schedule.js';
import { RunHistory } from '../engine/ports/run-history.js';
import type { Job } from '../processes/job.js';
import { JobSettingsService } from '../settings/job-settings.service.js';
import type { BatchSyncSettings } from '../settings/schema/batch-sync-settings.js';
import { sectionHashes } from '../settings/section-hashes.js';
import { PlanConditions } from './plan-conditions.service.js';

const HOUR_MS = 3_600_000;

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
    const run = await this.history.waiting(job.name);
    if (!run?.endedAt || !run.approvalNeed) return null;
    if ((await this.conditions.stateOf(job, run.id)).stale) return null;
    const { settings } = await this.settings.current(job);
    if (!(await this.isStillNeeded(job, settings))) return null;
    const { validHours } = settings.approval;
    const until = new Date(run.endedAt.getTime() + validHours * HOUR_MS);
    return { runId: run.id, ...run.approvalNeed, since: run.endedAt, until };
  }

  /** Whether another run would wait, too. Settings that were turned back, and the policy "never", need no approval. */
  private async isStillNeeded(job: Job, settings: BatchSyncSettings): Promise<boolean> {
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
