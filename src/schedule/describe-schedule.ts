import { createRequire } from 'node:module';

import type { Schedule } from '../engine/ports/job-schedule.js';
import { DEFAULT_LANGUAGE, LANGUAGES } from '../i18n/languages.js';
import { textIn, type TextParameters } from '../i18n/texts.js';
import type { DayRule } from '../settings/rules/day-rule.js';
import { parseSchedule } from '../settings/rules/schedule-expression.js';
import type { ScheduleFields } from '../settings/rules/schedule-fields.js';
import { asList, asRanges, asSteps } from './field-text.js';
import { polish } from './polish.js';

// A CommonJS bundle. It is loaded with `require`, because the exports that `import` finds depend on the loader.
const cronstrue = createRequire(import.meta.url)('cronstrue/i18n.js') as typeof import('cronstrue/i18n.js');

/** Up to this number, the times of a day are listed. */
const MAX_TIMES = 6;

/** The schedule as a sentence: `At 02:00, Monday through Friday, time zone Europe/Berlin`. */
export function describeSchedule({ expression, timeZone }: Schedule, language: string): string {
  const locale = LANGUAGES.includes(language) ? language : DEFAULT_LANGUAGE;
  const parsed = parseSchedule(expression);
  if (!parsed.ok) return expression;
  return textOf(locale, 'sentence', { sentence: polish(new Sentence(parsed.fields, locale).text(), locale), timeZone });
}

function textOf(language: string, key: string, params: TextParameters = {}): string {
  return textIn(language, `schedule:${key}`, params) ?? key;
}

/** The words of one schedule. cronstrue describes times, weekdays and months; the rest are texts of `i18n/`. */
class Sentence {
  private readonly time: string;

  constructor(
    private readonly fields: ScheduleFields,
    private readonly locale: string,
  ) {
    const { seconds, minutes, hours } = fields;
    const isFewTimes = seconds.length * minutes.length === 1 && hours.length <= MAX_TIMES;
    const hour = isFewTimes ? hours.join(',') : asSteps(hours, 0, 24);
    this.time = `${asSteps(seconds, 0, 60)} ${asSteps(minutes, 0, 60)} ${hour}`;
  }

  text(): string {
    const time = this.describe('* * *');
    const day = this.day(this.fields.days);
    const month = this.fields.months.length === 12 ? '' : this.describe(`* ${asRanges(this.fields.months, 12)} *`);
    const year = this.year();
    return [day.startsWith(time) ? day : `${time}, ${day}`, month.slice(time.length), year && `, ${year}`].join('');
  }

  private day(rule: DayRule): string {
    switch (rule.kind) {
      case 'every-day':
        return this.describe('* * *');
      case 'days-of-month':
        return this.describe(`${asRanges(rule.days, 31)} * *`);
      case 'days-of-week':
        return this.describe(`* * ${asRanges(rule.weekdays, 7)}`);
      case 'either':
        return this.eitherDay(asRanges(rule.days, 31), asRanges(rule.weekdays, 7));
      case 'nth-weekday':
        return this.describe(`* * ${rule.weekday}#${rule.nth}`);
      case 'last-day':
        return textOf(this.locale, 'lastDay');
      case 'last-working-day':
        return textOf(this.locale, 'lastWorkingDay');
      case 'nearest-working-day':
        return textOf(this.locale, 'nearestWorkingDay', { day: rule.day });
      default:
        return textOf(this.locale, 'lastWeekday', { day: this.weekday(rule.weekday) });
    }
  }

  /** When days of the month and of the week are given, cron runs on either. cronstrue puts "and" or nothing between them. */
  private eitherDay(days: string, weekdays: string): string {
    const [and, or] = [textOf(this.locale, 'and'), textOf(this.locale, 'or')];
    const described = this.describe(`${days} * ${weekdays}`);
    const daysOfMonth = this.describe(`${days} * *`);
    if (!described.startsWith(daysOfMonth)) return described;
    const daysOfWeek = described.slice(daysOfMonth.length).replace(/^, /, '');
    return `${daysOfMonth} ${or} ${daysOfWeek.startsWith(`${and} `) ? daysOfWeek.slice(and.length + 1) : daysOfWeek}`;
  }

  private year(): string {
    const { years } = this.fields;
    return years ? textOf(this.locale, 'years', { years: asList(years, this.locale) }) : '';
  }

  private weekday(weekday: number): string {
    const format = new Intl.DateTimeFormat(this.locale, { weekday: 'long', timeZone: 'UTC' });
    // 4 January 1970 was a Sunday.
    return format.format(new Date(Date.UTC(1970, 0, 4 + weekday)));
  }

  private describe(days: string): string {
    return cronstrue.default.toString(`${this.time} ${days}`, {
      locale: this.locale,
      use24HourTimeFormat: true,
      dayOfWeekStartIndexZero: true,
      throwExceptionOnParseError: true,
    });
  }
}
