/** When a job runs, as the administrator entered it. */
export interface Schedule {
  readonly expression: string;
  readonly timeZone: string;
}

/** A schedule as a sentence, and its next five executions. */
export interface ScheduleDescription {
  readonly sentence: string;
  readonly next: readonly Date[];
}

/** The schedules of jobs in this process. */
export abstract class JobSchedule {
  /** To be called at start. Throws `SCHEDULE_NAME_TAKEN` if the host has a cron job of its own with this name. */
  abstract assertNameFree(name: string): void;
  /**
   * Calls `tick` at each execution of `schedule`. Replaces any other schedule that was set under the name. Throws
   * `SCHEDULE_NAME_TAKEN` if the host has added a cron job of its own with this name.
   */
  abstract set(name: string, schedule: Schedule, tick: (scheduledFor: Date) => Promise<void>): void;
  /** Removes the schedule that was set under the name, if there is one. A cron job of the host is left alone. */
  abstract remove(name: string): void;
  /** The next execution; null if nothing is scheduled under `name` in this process. */
  abstract next(name: string): Date | null;
  /** Schedules nothing. */
  abstract describe(schedule: Schedule, language: string): ScheduleDescription;
  /** The first execution after `from`; null if there is none. */
  abstract firstAfter(schedule: Schedule, from: Date): Date | null;
  /** The shortest interval between executions after `from`, in milliseconds; null if there is at most one within a year. */
  abstract shortestInterval(schedule: Schedule, from: Date): number | null;
}
