import type { FieldError } from '../contract/error-codes.js';
import type { JobSchedule, Schedule } from '../engine/ports/job-schedule.js';
import { SCHEDULE_OVER } from '../settings/schedule-over.js';

/** Why a schedule that is valid cannot be entered: it has no execution any more. */
export function scheduleErrors(schedules: JobSchedule, { expression, timeZone }: Schedule): readonly FieldError[] {
  return schedules.firstAfter({ expression, timeZone }, new Date()) === null ? [SCHEDULE_OVER] : [];
}
