import { Injectable } from '@nestjs/common';

import { DatabaseAccess } from '../contract/database-access.js';
import { Dispatcher } from '../contract/dispatcher.js';
import {
  BatchSyncHealth,
  type DirectoryHealth,
  type LastGoodRun,
  type ScheduleHealth,
  type SyncHealth,
} from '../contract/health.js';
import { valueOr } from '../contract/with-timeout.js';
import { JobSchedule } from '../engine/ports/job-schedule.js';
import { RunHistory } from '../engine/ports/run-history.js';
import { rejectedBind } from '../engine/rejected-bind.js';
import type { Job } from '../processes/job.js';
import { ProcessCatalog } from '../processes/process-catalog.service.js';
import { JobSettingsService } from '../settings/job-settings.service.js';
import { DirectoryHealthService, HEALTH_MS } from './directory-health.service.js';

/**
 * Health of this process and of its dependencies. Never throws and never takes long: a dependency that does not respond
 * in time is reported as down.
 */
@Injectable()
export class HealthService extends BatchSyncHealth {
  private pending: Promise<SyncHealth> | undefined;

  constructor(
    private readonly catalog: ProcessCatalog,
    private readonly settings: JobSettingsService,
    private readonly database: DatabaseAccess,
    private readonly directories: DirectoryHealthService,
    private readonly schedule: JobSchedule,
    private readonly dispatcher: Dispatcher,
    private readonly history: RunHistory,
  ) {
    super();
  }

  /** Concurrent callers share one check, so that many requests do not burden the database. */
  health(): Promise<SyncHealth> {
    this.pending ??= this.collect().finally(() => (this.pending = undefined));
    return this.pending;
  }

  private async collect(): Promise<SyncHealth> {
    const jobs = this.catalog.jobs();
    const [up, directories, schedules, queue, lastGoodRuns] = await Promise.all([
      valueOr(HEALTH_MS, this.database.isUp(), false),
      Promise.all(jobs.map((job) => this.directoryHealth(job))),
      Promise.all(jobs.map((job) => this.scheduleHealth(job))),
      valueOr(HEALTH_MS, this.dispatcher.health(), { up: false, queued: 0, active: 0 }),
      Promise.all(jobs.map((job) => this.lastGoodRun(job))),
    ]);
    return { database: { up }, directories, schedules, queue, lastGoodRuns };
  }

  private directoryHealth(job: Job): Promise<DirectoryHealth> {
    const down: DirectoryHealth = { dataPool: job.dataPool, up: false, code: 'UNEXPECTED' };
    return valueOr(HEALTH_MS, this.directories.check(job), down);
  }

  private scheduleHealth(job: Job): Promise<ScheduleHealth> {
    const down = { job: job.name, up: false, enabled: false, nextExecution: null, code: null, errors: [] };
    const state = async (): Promise<ScheduleHealth> => {
      const { settings, errors, stored } = await this.settings.current(job);
      const enabled = errors.length === 0 && settings.schedule.enabled && (await this.catalog.isEnabled(job));
      const { items } = await this.history.runs(job.name, { limit: 2 });
      if (enabled && rejectedBind(items, stored?.version ?? 0)) return { ...down, enabled, code: 'SCHEDULE_PAUSED' };
      const nextExecution = this.schedule.next(job.name);
      const hasExecutions = enabled && this.schedule.firstAfter(settings.schedule, new Date()) !== null;
      const up = errors.length === 0 && hasExecutions === (nextExecution !== null);
      return { job: job.name, up, enabled, nextExecution, code: null, errors };
    };
    return valueOr(HEALTH_MS, state(), down);
  }

  private lastGoodRun(job: Job): Promise<LastGoodRun> {
    const none: LastGoodRun = { job: job.name, endedAt: null, ageSeconds: null };
    const state = async (): Promise<LastGoodRun> => {
      const endedAt = (await this.history.lastGood(job.name))?.endedAt;
      return endedAt ? { ...none, endedAt, ageSeconds: Math.round((Date.now() - endedAt.getTime()) / 1000) } : none;
    };
    return valueOr(HEALTH_MS, state(), none);
  }
}
