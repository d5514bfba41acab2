import { CronTime } from 'cron';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isDayOf } from '../../../src/settings/rules/day-rule.js';
import { parseSchedule } from '../../../src/settings/rules/schedule-expression.js';
import type { ScheduleFields } from '../../../src/settings/rules/schedule-fields.js';

const outcome = (expression: string) => {
  const parsed = parseSchedule(expression);
  return parsed.ok ? 'accepted' : parsed.violation.code;
};

describe('a cron expression', () => {
  it.each([
    '0 0 2 * * *',
    '0 2 * * *',
    '*/15 8-18 * * mon-fri',
    '0 30 6,18 1,15 JAN-jun *',
    '  0   0 2 * * 7 ',
    '5/20 * * * *',
    '0 0 29 2 *',
    '0 0 31 4 mon',
  ])('"%s" is accepted', (expression) => {
    expect(outcome(expression)).toBe('accepted');
  });

  it.each([
    ['', 'cronEmpty'],
    ['* * * *', 'cronFieldCount'],
    ['0 0 2 L * *', 'cronLast'],
    ['0 0 2 L-3 * *', 'quartzLastOffset'],
    ['0 0 2 LW * *', 'cronNearestWeekday'],
    ['0 0 2 * * 5L', 'cronLast'],
    ['0 0 2 15W * *', 'cronNearestWeekday'],
    ['0 0 2 * * 6#3', 'cronNth'],
    ['0 0 2 * * * 2030', 'cronYear'],
    ['0 0 2 * * * * 2030', 'cronFieldCount'],
    ['@daily', 'cronMacro'],
    ['@reboot', 'cronSyntax'],
    ['0 0 25 * * *', 'cronOutOfRange'],
    ['0 60 * * * *', 'cronOutOfRange'],
    ['0 0 2 0 * *', 'cronOutOfRange'],
    ['0 0 2 * * 8', 'cronOutOfRange'],
    ['0 0 2 * * fri-mon', 'cronBackwards'],
    ['*/0 * * * *', 'cronStep'],
    ['*/90 * * * *', 'cronStep'],
    ['0 0 2 * * monday', 'cronName'],
    ['0 0 2 * mon *', 'cronName'],
    ['0 0 2 30 2 *', 'cronNeverRuns'],
    ['0 0 2 31 2,4,6,9,11 *', 'cronNeverRuns'],
    ['0 0 -1 * * *', 'cronSyntax'],
    ['0 0 1.5 * * *', 'cronSyntax'],
    ['0 0 2 *-5 * *', 'cronSyntax'],
    ['every night at two sharp', 'cronSyntax'],
    ['H 2 * * *', 'cronSyntax'],
  ])('"%s" is refused as %s', (expression, code) => {
    expect(outcome(expression)).toBe(code);
  });

  it('is refused with the position of the field as entered', () => {
    expect(parseSchedule('0 25 * * *')).toMatchObject({ violation: { params: { position: 2, value: '25' } } });
    expect(parseSchedule('0 0 25 * * *')).toMatchObject({ violation: { params: { position: 3, value: '25' } } });
  });

  it('that is accepted has the same meaning in the cron package', () => {
    fc.assert(
      fc.property(
        anExpression(),
        fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
        (expression, from) => {
          const parsed = parseSchedule(expression);
          fc.pre(parsed.ok);
          const cronTime = new CronTime(expression, 'Etc/UTC');
          expect(cronTime.getNextDateFrom(from, 'Etc/UTC').toJSDate()).toEqual(
            parsed.ok && nextAfter(parsed.fields, from),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('that the cron package refuses is never accepted', () => {
    const text = fc.array(fc.constantFrom(...'0123456789*/,-?LW# mon'.split(''), ' '), { maxLength: 24 });
    fc.assert(
      fc.property(
        fc.oneof(
          text.map((chars) => chars.join('')),
          fc.string(),
          anExpression(),
        ),
        (expression) => {
          const isValid = CronTime.validateCronExpression(expression).valid;
          const isAccepted = !expression.includes('?') && parseSchedule(expression).ok;
          expect({ expression, wrongly: isAccepted && !isValid }).toEqual({ expression, wrongly: false });
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

/** A simple model: the first instant after `from` that the fields allow. */
function nextAfter(fields: ScheduleFields, from: Date): Date {
  const start = Math.floor(from.getTime() / 1_000) * 1_000 + 1_000;
  const midnight = new Date(start).setUTCHours(0, 0, 0, 0);
  for (let day = midnight; ; day += 86_400_000) {
    if (!isDay(fields, new Date(day))) continue;
    for (const hour of fields.hours)
      for (const minute of fields.minutes)
        for (const second of fields.seconds) {
          const instant = day + ((hour * 60 + minute) * 60 + second) * 1_000;
          if (instant >= start) return new Date(instant);
        }
  }
}

function isDay(fields: ScheduleFields, day: Date): boolean {
  const month = day.getUTCMonth() + 1;
  return fields.months.includes(month) && isDayOf(fields.days, day.getUTCFullYear(), month, day.getUTCDate());
}

function anExpression(): fc.Arbitrary<string> {
  const field = (low: number, high: number) =>
    fc.array(part(low, high), { minLength: 1, maxLength: 3 }).map((all) => all.join(','));
  return fc
    .tuple(field(0, 59), field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 7), fc.boolean())
    .map(([second, minute, hour, day, month, weekday, withSeconds]) =>
      [...(withSeconds ? [second] : []), minute, hour, day, month, weekday].join(' '),
    );
}

function part(low: number, high: number): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant('*') },
    { weight: 4, arbitrary: number(low, high).map(String) },
    fc.tuple(number(low, high), number(low, high)).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
    number(1, Math.max(1, high - low)).map((step) => `*/${step}`),
    fc.tuple(number(low, high), number(1, Math.max(1, high - low))).map(([a, step]) => `${a}/${step}`),
    fc
      .tuple(number(low, high), number(low, high), number(1, Math.max(1, high - low)))
      .map(([a, b, step]) => `${Math.min(a, b)}-${Math.max(a, b)}/${step}`),
  );
}

function number(low: number, high: number): fc.Arbitrary<number> {
  return fc.integer({ min: low, max: high });
}
