import { CronTime } from 'cron';

import type { Schedule } from '../engine/ports/job-schedule.js';
import { parseSchedule } from '../settings/rules/schedule-expression.js';
import type { ScheduleFields } from '../settings/rules/schedule-fields.js';
import { nextExecution } from './next-execution.js';

type Next = ReturnType<CronTime['getNextDateFrom']>;
type Start = Parameters<CronTime['getNextDateFrom']>[0];

/** Replaced by the fields of the schedule. `cron` does not know Quartz, and runs 03:00 twice where clocks are set back. */
const PLACEHOLDER = '0 0 0 1 1 *';
const NEVER_MS = 100 * 365 * 86_400_000;

/** The executions of a schedule, for jobs of the `cron` package and for previews. */
export class ExecutionTime extends CronTime {
  private readonly fields: ScheduleFields;
  private readonly zone: string;

  /** Throws if the expression is not valid or the time zone is unknown. */
  constructor({ expression, timeZone }: Schedule) {
    super(PLACEHOLDER, timeZone);
    const parsed = parseSchedule(expression);
    if (!parsed.ok) throw new Error(`"${expression}" is not a valid schedule (${parsed.violation.code}).`);
    this.source = expression;
    this.fields = parsed.fields;
    this.zone = timeZone;
  }

  /** The first execution after an instant; undefined if there is none. */
  after(instant: Date): Date | undefined {
    return nextExecution(this.fields, this.zone, instant);
  }

  /** Throws if there is no further execution. */
  override getNextDateFrom(start: Start): Next {
    const next = this.after(start instanceof Date ? start : start.toJSDate());
    if (!next) throw new Error(`"${String(this.source)}" has no further execution.`);
    return this.dateTimeOf(next);
  }

  /** Throws if there is no further execution. */
  override sendAt(): Next;
  /** The next executions; fewer than `count` if the years of the schedule end. */
  override sendAt(count: number): Next[];
  override sendAt(count?: number): Next | Next[] {
    const now = new Date();
    if (count === undefined) return this.getNextDateFrom(now);
    const next: Next[] = [];
    for (let at = this.after(now); at && next.length < count; at = this.after(at)) next.push(this.dateTimeOf(at));
    return next;
  }

  /** A job asks for its next execution before it ticks, so the last tick must not throw. */
  override getTimeout(): number {
    const now = new Date();
    const next = this.after(now);
    return next ? next.getTime() - now.getTime() : NEVER_MS;
  }

  /** A `CronTime` of a date holds it as the `DateTime` of luxon, which is a dependency of cron only. */
  private dateTimeOf(date: Date): Next {
    return (new CronTime(date).source as Next).setZone(this.zone);
  }
}
