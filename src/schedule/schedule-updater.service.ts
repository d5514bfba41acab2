import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';

import { describeError } from '../contract/describe-error.js';
import { CACHE_INVALIDATED, type SyncEvent, SyncEvents } from '../contract/sync-events.js';
import { JobSchedule, type Schedule } from '../engine/ports/job-schedule.js';
import { ScheduleUpdates } from '../engine/ports/schedule-updates.js';
import type { Job } from '../processes/job.js';
import { ProcessCatalog } from '../processes/process-catalog.service.js';
import { RunQueue } from '../runs/run-queue.service.js';
import { JobSettingsService } from '../settings/job-settings.service.js';

const RETRY_MS = 5_000;

/** Applies the stored schedule of every job to this process, whichever process saved it. */
@Injectable()
export class ScheduleUpdater extends ScheduleUpdates implements BeforeApplicationShutdown {
  private readonly log = new Logger(ScheduleUpdater.name);
  /** Expression and time zone that each job is scheduled with. */
  private readonly applied = new Map<string, string>();
  private unsubscribe: (() => void) | undefined;
  private refreshing: Promise<void> = Promise.resolve();
  private isRefreshPending = false;
  private retry: NodeJS.Timeout | undefined;

  constructor(
    private readonly catalog: ProcessCatalog,
    private readonly settings: JobSettingsService,
    private readonly schedule: JobSchedule,
    private readonly queue: RunQueue,
    private readonly events: SyncEvents,
  ) {
    super();
  }

  async start(): Promise<void> {
    for (const { name } of await this.catalog.jobs()) this.schedule.assertNameFree(name);
    this.unsubscribe = this.events.subscribe((event) => {
      if (concernsSchedule(event)) void this.refresh();
    });
    await this.refresh();
  }

  /** Calls that arrive during a refresh share the next one. */
  refresh(): Promise<void> {
    if (!this.isRefreshPending) {
      this.isRefreshPending = true;
      this.refreshing = this.refreshing.then(() => {
        this.isRefreshPending = false;
        return this.applyStored();
      });
    }
    return this.refreshing;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.unsubscribe?.();
    clearTimeout(this.retry);
    await this.refreshing;
  }

  private async applyStored(): Promise<void> {
    clearTimeout(this.retry);
    try {
      const jobs = await this.catalog.jobs();
      const names = new Set(jobs.map(({ name }) => name));
      for (const name of this.applied.keys()) if (!names.has(name)) this.remove(name);
      for (const job of jobs) await this.applyTo(job);
    } catch (error) {
      this.log.error(
        `The stored schedule could not be applied. Retrying in ${RETRY_MS / 1000} s. ${describeError(error)}`,
      );
      this.retry = setTimeout(() => void this.refresh(), RETRY_MS);
      this.retry.unref();
    }
  }

  private async applyTo(job: Job): Promise<void> {
    const isEnabled = await this.catalog.isEnabled(job);
    const { settings, errors } = await this.settings.current(job);
    const isOn = isEnabled && errors.length === 0 && settings.schedule.enabled;
    // The years of a Quartz expression may be over.
    if (isOn && this.schedule.firstAfter(settings.schedule, new Date())) this.set(job, settings.schedule);
    else this.remove(job.name);
  }

  private set(job: Job, { expression, timeZone }: Schedule): void {
    const schedule = textOf({ expression, timeZone });
    // Skip when the schedule is unchanged: other settings were saved.
    if (this.applied.get(job.name) === schedule && this.schedule.next(job.name)) return;
    this.schedule.set(job.name, { expression, timeZone }, (at) => this.tick(job, schedule, at));
    this.applied.set(job.name, schedule);
    this.log.log(`Job ${job.name} is scheduled: ${schedule}.`);
  }

  /** @param schedule the one of the cron job. What another process saved a moment ago may not have reached it yet. */
  private async tick(job: Job, schedule: string, scheduledFor: Date): Promise<void> {
    const { schedule: stored } = (await this.settings.current(job)).settings;
    if (stored.enabled && textOf(stored) === schedule) await this.queue.tick(job, scheduledFor);
  }

  private remove(name: string): void {
    this.schedule.remove(name);
    if (this.applied.delete(name)) this.log.log(`Job ${name} is no longer scheduled.`);
  }
}

function concernsSchedule(event: SyncEvent): boolean {
  return event.event === CACHE_INVALIDATED && event.cache === 'batch-synchronizations';
}

function textOf({ expression, timeZone }: Schedule): string {
  return `${expression} ${timeZone}`;
}
