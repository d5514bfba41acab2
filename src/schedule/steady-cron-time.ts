import { CronTime } from 'cron';

type Start = Parameters<CronTime['getNextDateFrom']>[0];
type Next = ReturnType<CronTime['getNextDateFrom']>;

/**
 * A `CronTime` whose next execution always lies ahead.
 *
 * Where clocks go back by half an hour (Australia/Lord_Howe), cron 4.4.0 answers with an instant that has passed, and
 * its job then fires without a pause until the half hour is over.
 *
 * What summer time does otherwise is kept as cron has it: an execution in the hour that does not exist happens when
 * that hour would have begun (02:30 at 03:00); a fixed time in the hour that comes twice happens once, the first time;
 * what repeats within the hour (every 20 minutes) goes on through both.
 */
export class SteadyCronTime extends CronTime {
  override getNextDateFrom(start: Start, timeZone?: Parameters<CronTime['getNextDateFrom']>[1]): Next {
    let next = super.getNextDateFrom(start, timeZone);
    for (let minutes = 1; next.toMillis() <= start.valueOf(); minutes++) {
      const later = new Date(start.valueOf() + minutes * 60_000);
      next = super.getNextDateFrom(later, timeZone ?? this.timeZone);
    }
    return next;
  }
}
