import { AsyncLocalStorage } from 'node:async_hooks';

import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { CronJob } from 'cron';

import type { SchedulePreview } from '../contract/jobs.js';
import { JobSchedule, type Schedule } from '../engine/ports/job-schedule.js';
import { describeError } from '../contract/describe-error.js';
import { HostScheduler } from './host-scheduler.service.js';
import { sentenceOf } from './sentence.js';
import { SteadyCronTime } from './steady-cron-time.js';
import { executionsAfter, nextExecutions } from './executions.js';

const PREVIEWED = 5;

/** The timetable of jobs as named cron jobs in the host's `SchedulerRegistry`. */
@Injectable()
export class CronJobs extends JobSchedule implements BeforeApplicationShutdown {
  private readonly log = new Logger(CronJobs.name);
  private readonly names = new Set<string>();
  private readonly running = new Set<Promise<void>>();
  private stopped = false;
  /** A timer keeps the context it was set in: ticks are no part of the request that saved the schedule. */
  private readonly outsideOfRequests = AsyncLocalStorage.snapshot();

  constructor(private readonly scheduler: HostScheduler) {
    super();
  }

  set(name: string, timetable: Schedule, tick: (scheduledFor: Date) => Promise<void>): void {
    if (this.stopped) return;
    const job = this.jobFor(name, timetable, tick); // throws before the old job is touched
    this.remove(name);
    this.scheduler.registry().addCronJob(name, job);
    this.names.add(name);
    this.outsideOfRequests(() => job.start());
  }

  remove(name: string): void {
    const registry = this.scheduler.registry();
    if (registry.doesExist('cron', name)) registry.deleteCronJob(name);
    this.names.delete(name);
  }

  next(name: string): Date | null {
    const registry = this.scheduler.registry();
    return registry.doesExist('cron', name) ? registry.getCronJob(name).nextDate().toJSDate() : null;
  }

  preview(timetable: Schedule, language: string): SchedulePreview {
    const next = nextExecutions(timetable, new Date(), PREVIEWED);
    return { ok: true, sentence: sentenceOf(timetable, language), next };
  }

  firstAfter(timetable: Schedule, from: Date): Date | null {
    return executionsAfter(timetable, from).next().value ?? null;
  }

  /** No tick begins any more, and those under way come to their end while the database is still there. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    for (const name of this.names) this.remove(name);
    await Promise.allSettled(this.running);
  }

  private jobFor(name: string, timetable: Schedule, tick: (scheduledFor: Date) => Promise<void>): CronJob {
    const { expression, timeZone } = timetable;
    let due: Date | null = this.firstAfter(timetable, new Date());
    if (!due) throw new Error(`"${expression}" never comes due.`);

    const onTick = () => {
      // The instant that was meant, not the one at which a busy process gets to it: it is the same in every process.
      const scheduledFor = due;
      due = this.firstAfter(timetable, new Date());
      if (scheduledFor && scheduledFor.getTime() !== due?.getTime()) this.follow(name, tick(scheduledFor));
    };
    const job = CronJob.from({ name, cronTime: expression, timeZone, onTick });
    job.setTime(new SteadyCronTime(expression, timeZone));
    return job;
  }

  private follow(name: string, ticking: Promise<void>): void {
    const settled = ticking
      .catch((error: unknown) =>
        this.log.error(`A tick of ${name} failed; the schedule goes on. ${describeError(error)}`),
      )
      .finally(() => this.running.delete(settled));
    this.running.add(settled);
  }
}
