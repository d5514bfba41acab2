import { Inject, Injectable } from '@nestjs/common';

import { DatabaseAccess } from '../contract/database-access.js';
import type { ErrorCode } from '../contract/error-codes.js';
import { Dispatcher } from '../contract/dispatcher.js';
import {
  BatchSyncHealth,
  type DatabaseHealth,
  type DirectoryHealth,
  type LastGoodRun,
  type ScheduleHealth,
  type SyncHealth,
} from '../contract/health.js';
import { ADDON_OPTIONS, type LdapAddonBatchSyncOptions } from '../contract/options.js';
import { valueOr } from '../contract/with-timeout.js';
import { JobSchedule } from '../engine/ports/job-schedule.js';
import { NotificationOutbox } from '../engine/ports/notification-outbox.js';
import { RunHistory } from '../engine/ports/run-history.js';
import { rejectedBind } from '../engine/rejected-bind.js';
import type { Job } from '../processes/job.js';
import { ProcessCatalog } from '../processes/process-catalog.service.js';
import { JobSettingsService } from '../settings/job-settings.service.js';
import { DirectoryHealthService, HEALTH_MS } from './directory-health.service.js';

/** States of the database that last, and that reading does not show. */
const SHOWS_WHEN_WRITTEN: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'DATABASE_FULL',
  'DATABASE_LIMIT_REACHED',
  'DATABASE_READ_ONLY',
  'DATABASE_RIGHTS_MISSING',
  'DATABASE_DISK_FAILED',
]);

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
    private readonly outbox: NotificationOutbox,
    @Inject(ADDON_OPTIONS) private readonly options: Pick<LdapAddonBatchSyncOptions, 'notifications'>,
  ) {
    super();
  }

  /** Concurrent callers share one check, so that many requests do not burden the database. */
  health(): Promise<SyncHealth> {
    this.pending ??= this.collect().finally(() => (this.pending = undefined));
    return this.pending;
  }

  private async collect(): Promise<SyncHealth> {
    const jobs = await this.catalog.jobs();
    const [database, directories, schedules, queue, lastGoodRuns, notifications] = await Promise.all([
      valueOr(HEALTH_MS, this.databaseHealth(jobs), { up: false, code: null }),
      Promise.all(jobs.map((job) => this.directoryHealth(job))),
      Promise.all(jobs.map((job) => this.scheduleHealth(job))),
      valueOr(HEALTH_MS, this.dispatcher.health(), { up: false, queued: 0, active: 0 }),
      Promise.all(jobs.map((job) => this.lastGoodRun(job))),
      this.options.notifications?.length ? valueOr(HEALTH_MS, this.outbox.health(), null) : null,
    ]);
    return { database, directories, schedules, queue, lastGoodRuns, notifications };
  }

  /** A full disk shows only when something is written, so the last run of each job says whether that worked. */
  private async databaseHealth(jobs: readonly Job[]): Promise<DatabaseHealth> {
    if (!(await this.database.isUp())) return { up: false, code: null };
    const newest = await Promise.all(jobs.map((job) => this.history.runs(job.name, { limit: 2 })));
    const reasons = newest.flatMap(({ items }) => items.find(({ endedAt }) => endedAt !== null)?.reason ?? []);
    const code = reasons.find((reason) => SHOWS_WHEN_WRITTEN.has(reason.code))?.code ?? null;
    return { up: code === null, code };
  }

  private directoryHealth(job: Job): Promise<DirectoryHealth> {
    const down: DirectoryHealth = { dataPool: job.dataPool, up: false, code: 'UNEXPECTED' };
    return valueOr(HEALTH_MS, this.directories.check(job), down);
  }

  private scheduleHealth(job: Job): Promise<ScheduleHealth> {
    const down = { job: job.name, up: false, enabled: false, nextExecution: null, code: null, errors: [] };
    const state = async (): Promise<ScheduleHealth> => {
      const current = await this.settings.current(job);
      const { settings, errors } = current;
      const enabled = errors.length === 0 && settings.schedule.enabled && (await this.catalog.isEnabled(job));
      const items = await this.history.newestReads(job.name);
      if (enabled && rejectedBind(items, current)) return { ...down, enabled, code: 'SCHEDULE_PAUSED' };
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
