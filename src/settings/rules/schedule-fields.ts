import type { DayRule } from './day-rule.js';

/** What an expression means, whichever notation it is written in. The values of each field are in ascending order. */
export interface ScheduleFields {
  readonly notation: 'cron' | 'quartz';
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: DayRule;
  /** 1 to 12. */
  readonly months: readonly number[];
  /** Null: every year. */
  readonly years: readonly number[] | null;
}
