import type { SchedulePreview } from '../../contract/jobs.js';

/** When a job runs, as the administrator entered it. */
export interface Schedule {
  readonly expression: string;
  readonly timeZone: string;
}

/** The schedules of jobs in this process. */
export abstract class JobSchedule {
  /** Calls `tick` at each execution of `schedule`. Replaces any other schedule of the same name. */
  abstract set(name: string, schedule: Schedule, tick: (scheduledFor: Date) => Promise<void>): void;
  /** Removes the schedule, if there is one. */
  abstract remove(name: string): void;
  /** The next execution; null if nothing is scheduled under `name` in this process. */
  abstract next(name: string): Date | null;
  /** The schedule as a sentence, with its next five executions. Schedules nothing. */
  abstract preview(schedule: Schedule, language: string): SchedulePreview;
  /** The first execution after `from`; null if there is none. */
  abstract firstAfter(schedule: Schedule, from: Date): Date | null;
}
