import { Injectable } from '@nestjs/common';

import { JobSchedule } from '../engine/ports/job-schedule.js';
import { RunHistory } from '../engine/ports/run-history.js';
import type { Job } from '../processes/job.js';
import { ProcessCatalog } from '../processes/process-catalog.service.js';
import { JobSettingsService } from '../settings/job-settings.service.js';
import { expectedBy } from './overdue.js';

/** Finds jobs of which no run has succeeded for longer than their schedule lets expect. */
@Injectable()
export class OverdueJobs {
  constructor(
    private readonly catalog: ProcessCatalog,
    private readonly settings: JobSettingsService,
    private readonly schedule: JobSchedule,
    private readonly history: RunHistory,
  ) {}

  async find(now = new Date()): Promise<readonly { readonly job: string; readonly expectedBy: Date }[]> {
    const jobs = await Promise.all(
      (await this.catalog.jobs()).map(async (job) => ({ job: job.name, expectedBy: await this.expectedBy(job) })),
    );
    return jobs.flatMap(({ job, expectedBy: time }) => (time && time < now ? [{ job, expectedBy: time }] : []));
  }

  /** Null if the schedule is off. Saved settings may have changed the schedule, so time counts from then. */
  async expectedBy(job: Job): Promise<Date | null> {
    const { settings, stored, errors } = await this.settings.current(job);
    if (errors.length > 0 || !settings.schedule.enabled || !(await this.catalog.isEnabled(job))) return null;
    return expectedBy(this.schedule, settings.schedule, await this.history.lastGood(job.name), stored?.changedAt);
  }
}
