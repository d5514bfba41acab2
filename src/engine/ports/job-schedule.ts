import type { SchedulePreview } from '../../contract/jobs.js';

/** When a job runs, as typed. */
export interface Schedule {
  readonly expression: string;
  readonly timeZone: string;
}

/** The clock of this process, as jobs see it. */
export abstract class JobSchedule {
  /** From now on `tick` is called at each execution of `timetable`, in place of whatever was scheduled under `name`. */
  abstract set(name: string, timetable: Schedule, tick: (scheduledFor: Date) => Promise<void>): void;
  /** Nothing is scheduled under `name` any more. Safe when nothing was. */
  abstract remove(name: string): void;
  /** Null while nothing is scheduled under `name` in this process. */
  abstract next(name: string): Date | null;
  /** The sentence and the next five executions, or why there are none. Schedules nothing. */
  abstract preview(timetable: Schedule, language: string): SchedulePreview;
  /** The first execution after `from`; null when there is none. */
  abstract firstAfter(timetable: Schedule, from: Date): Date | null;
}
