import { CronTime } from 'cron';

type Start = Parameters<CronTime['getNextDateFrom']>[0];
type Next = ReturnType<CronTime['getNextDateFrom']>;

/**
 * A `CronTime` whose next execution is always in the future.
 *
 * Where clocks are set back by half an hour (Australia/Lord_Howe), cron 4.4.0 returns an instant in the past, and its
 * job then fires continuously until the half hour is over.
 *
 * Otherwise the behavior of cron at daylight saving changes is unchanged: a time in the skipped hour is executed when
 * the hour would have begun (02:30 at 03:00); a fixed time in the repeated hour is executed once, the first time;
 * executions within the hour (every 20 minutes) continue through both.
 */
export class MonotonicCronTime extends CronTime {
  override getNextDateFrom(start: Start, timeZone?: Parameters<CronTime['getNextDateFrom']>[1]): Next {
    let next = super.getNextDateFrom(start, timeZone);
    for (let minutes = 1; next.toMillis() <= start.valueOf(); minutes++) {
      const later = new Date(start.valueOf() + minutes * 60_000);
      next = super.getNextDateFrom(later, timeZone ?? this.timeZone);
    }
    return next;
  }
}
