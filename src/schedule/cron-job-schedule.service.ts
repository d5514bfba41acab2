import { AsyncLocalStorage } from 'node:async_hooks';

import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { CronJob } from 'cron';

import { JobSchedule, type Schedule, type ScheduleDescription } from '../engine/ports/job-schedule.js';
import { describeError } from '../contract/describe-error.js';
import { describeSchedule } from './describe-schedule.js';
import { ExecutionTime } from './execution-time.js';
import { executionsAfter, nextExecutions, shortestInterval } from './executions.js';
import { HostSchedulerRegistry } from './host-scheduler-registry.service.js';
import { scheduleNameTaken } from './schedule-errors.js';

const PREVIEW_COUNT = 5;
/** Replaced before the job starts: `cron` does not know Quartz. */
const ANY_TIME = '* * * * *';

interface ScheduledJob {
  readonly job: CronJob;
  readonly time: ExecutionTime;
}

/** Schedules jobs as named cron jobs in the `SchedulerRegistry`. */
@Injectable()
export class CronJobSchedule extends JobSchedule implements BeforeApplicationShutdown {
  private readonly log = new Logger(CronJobSchedule.name);
  private readonly scheduled = new Map<string, ScheduledJob>();
  private readonly running = new Set<Promise<void>>();
  private isStopped = false;
  /** Timers inherit the async context. Ticks must not run in the context of the request that saved the schedule. */
  private readonly outsideRequests = AsyncLocalStorage.snapshot();

  constructor(private readonly hostRegistry: HostSchedulerRegistry) {
    super();
  }

  assertNameFree(name: string): void {
    if (this.isForeign(name) || this.hostRegistry.declares(name)) throw scheduleNameTaken(name);
  }

  set(name: string, schedule: Schedule, tick: (scheduledFor: Date) => Promise<void>): void {
    if (this.isStopped) return;
    const scheduled = this.createCronJob(name, schedule, tick); // throws before the old job is removed
    if (this.isForeign(name)) throw scheduleNameTaken(name);
    this.remove(name);
    this.hostRegistry.get().addCronJob(name, scheduled.job);
    this.scheduled.set(name, scheduled);
    this.outsideRequests(() => scheduled.job.start());
  }

  remove(name: string): void {
    if (this.registered(name) && !this.isForeign(name)) this.hostRegistry.get().deleteCronJob(name);
    void this.scheduled.get(name)?.job.stop();
    this.scheduled.delete(name);
  }

  next(name: string): Date | null {
    const scheduled = this.scheduled.get(name);
    return scheduled && this.registered(name) === scheduled.job ? (scheduled.time.after(new Date()) ?? null) : null;
  }

  describe(schedule: Schedule, language: string): ScheduleDescription {
    const next = nextExecutions(schedule, new Date(), PREVIEW_COUNT);
    return { sentence: describeSchedule(schedule, language), next };
  }

  firstAfter(schedule: Schedule, from: Date): Date | null {
    return executionsAfter(schedule, from).next().value ?? null;
  }

  shortestInterval(schedule: Schedule, from: Date): number | null {
    return shortestInterval(schedule, from);
  }

  /** Starts no more ticks and waits for running ones while the database is still available. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    for (const name of this.scheduled.keys()) this.remove(name);
    await Promise.allSettled(this.running);
  }

  /** The job under this name in the registry of the host, whoever added it. */
  private registered(name: string): CronJob | undefined {
    return this.hostRegistry.get().getCronJobs().get(name);
  }

  private isForeign(name: string): boolean {
    const job = this.registered(name);
    return job !== undefined && job !== this.scheduled.get(name)?.job;
  }

  private createCronJob(name: string, schedule: Schedule, tick: (scheduledFor: Date) => Promise<void>): ScheduledJob {
    const time = new ExecutionTime(schedule);
    let due = time.after(new Date());
    if (!due) throw new Error(`"${schedule.expression}" has no execution.`);

    const onTick = () => {
      // The scheduled instant, not the current time: it is the same in every process, however busy.
      const scheduledFor = due;
      due = time.after(new Date());
      if (scheduledFor && scheduledFor.getTime() !== due?.getTime()) this.track(name, tick(scheduledFor));
    };
    const job = CronJob.from({ name, cronTime: ANY_TIME, onTick });
    job.setTime(time);
    return { job, time };
  }

  private track(name: string, tick: Promise<void>): void {
    const settled = tick
      .catch((error: unknown) =>
        this.log.error(`A tick of ${name} failed. The schedule continues. ${describeError(error)}`),
      )
      .finally(() => this.running.delete(settled));
    this.running.add(settled);
  }
}
