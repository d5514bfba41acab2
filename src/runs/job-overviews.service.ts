import { Injectable } from '@nestjs/common';

import type { ReviewedSection } from '../contract/approval.js';
import type { BatchSynchronization, SchedulePause, StalePlan, WaitingPlan } from '../contract/jobs.js';
import type { Run } from '../contract/run.js';
import { SettingsChangesService } from '../engine/approval/settings-changes.service.js';
import { JobSchedule } from '../engine/ports/job-schedule.js';
import { RunHistory } from '../engine/ports/run-history.js';
import { rejectedBind } from '../engine/rejected-bind.js';
import { schedulePaused } from '../engine/run-errors.js';
import type { Job } from '../processes/job.js';
import { ProcessCatalog } from '../processes/process-catalog.service.js';
import type { CurrentSettings } from '../settings/current-settings.js';
import { JobSettingsService } from '../settings/job-settings.service.js';
import { sectionHashes } from '../settings/section-hashes.js';
import { SettingsSeed } from '../settings/settings-seed.service.js';
import { nextExecution } from './next-execution.js';
import { OverdueJobs } from './overdue-jobs.service.js';
import { outcomesOf } from './run-outcomes.js';
import { type UndecidedPlan, WaitingPlans } from './waiting-plans.service.js';

/** How many runs the overview of a job has. */
const OUTCOMES = 20;

/** Jobs as a list shows them: schedule, latest runs, and what waits for a decision. */
@Injectable()
export class JobOverviews {
  constructor(
    private readonly catalog: ProcessCatalog,
    private readonly jobSettings: JobSettingsService,
    private readonly schedule: JobSchedule,
    private readonly history: RunHistory,
    private readonly settingsChanges: SettingsChangesService,
    private readonly waitingPlans: WaitingPlans,
    private readonly overdue: OverdueJobs,
    private readonly seed: SettingsSeed,
  ) {}

  async of(job: Job): Promise<BatchSynchronization> {
    const { symbolicName, processName, description } = this.catalog.manifestOf(job);
    const [current, newest, lastGood, runs, latest] = await Promise.all([
      this.jobSettings.current(job),
      this.history.newest(job.name),
      this.history.lastGood(job.name),
      this.history.runs(job.name, { limit: OUTCOMES, scope: 'everyone', mode: 'apply' }),
      this.history.runs(job.name, { limit: 1, scope: 'everyone' }),
    ]);
    const { settings, errors } = current;
    const { expression, timeZone } = settings.schedule;
    const undecided = await this.waitingPlans.undecided(job);
    const waitingPlan = undecided?.waiting ?? null;
    const paused = settings.schedule.enabled ? pauseOf(await this.history.newestReads(job.name), current) : null;
    return {
      name: job.name,
      symbolicName,
      processName,
      description: job.description ?? description,
      isFirst: this.catalog.isFirst(job),
      dataPool: job.dataPool,
      enabled: errors.length === 0 && settings.schedule.enabled,
      expression,
      timeZone,
      status: newest?.status ?? null,
      lastRunId: newest?.id ?? null,
      lastStart: newest?.startedAt ?? null,
      lastEnd: newest?.endedAt ?? null,
      nextExecution: paused ? null : this.next(current, waitingPlan),
      lastGoodEnd: lastGood?.endedAt ?? null,
      expectedBy: await this.overdue.expectedBy(job),
      outcomes: outcomesOf(runs.items),
      paused,
      waitingPlan,
      stalePlan: staleOf(undecided, latest.items[0]?.id),
      changedSections: await this.changedSections(current),
      settingsErrors: errors,
      // A run that succeeded keeps what it used.
      undecidedSettings: lastGood ? [] : this.seed.leavesOpen(current),
    };
  }

  /** When the schedule starts the next run by these settings; null if it starts none. */
  async nextExecution(current: CurrentSettings): Promise<Date | null> {
    return this.next(current, await this.waitingPlans.of(current.job));
  }

  private next({ settings: { schedule }, errors }: CurrentSettings, waiting: WaitingPlan | null): Date | null {
    if (errors.length > 0 || !schedule.enabled) return null;
    return nextExecution((from) => this.schedule.firstAfter(schedule, from), new Date(), waiting);
  }

  /** Settings that no run can use are not compared. */
  private async changedSections({ job, settings, errors }: CurrentSettings): Promise<readonly ReviewedSection[]> {
    return errors.length > 0 ? [] : (await this.settingsChanges.of(job, sectionHashes(settings))).sections;
  }
}

/** A newer run or plan takes the place of a plan that nobody decided. */
function staleOf(undecided: UndecidedPlan | null, newest: string | undefined): StalePlan | null {
  const stale = undecided?.stale ?? null;
  return stale?.runId === newest ? stale : null;
}

function pauseOf(newest: readonly Run[], current: CurrentSettings): SchedulePause | null {
  const rejected = rejectedBind(newest, current);
  return rejected ? { code: 'SCHEDULE_PAUSED', params: schedulePaused(rejected).params, runId: rejected.id } : null;
}
