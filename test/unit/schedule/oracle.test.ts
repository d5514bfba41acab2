import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { nextExecutions } from '../../../src/schedule/executions.js';
import { TIME_ZONES } from './an-expression.js';

const MINUTE = 60_000;

interface LocalTime {
  readonly date: string;
  readonly day: number;
  readonly weekday: string;
  readonly month: number;
  readonly time: string;
}

/** What a clock and a calendar on the wall show, minute by minute. */
function* minutes(
  timeZone: string,
  from: string,
  days: number,
  step = MINUTE,
): Generator<readonly [instant: number, LocalTime]> {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    dateStyle: 'full',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  const numeric = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const start = Date.parse(from);
  for (let instant = start; instant < start + days * 24 * 60 * MINUTE; instant += step) {
    const [date = '', time = ''] = numeric.format(instant).split(' ');
    const [, month = 0, day = 0] = date.split('-').map(Number);
    yield [instant, { date, day, month, time, weekday: format.format(instant).slice(0, 3) }];
  }
}

/** Every local day from `from` on, each once. */
function calendar(timeZone: string, from: string, days: number): readonly LocalTime[] {
  const seen = new Map<string, LocalTime>();
  for (const [, local] of minutes(timeZone, from, days, 60 * MINUTE))
    if (!seen.has(local.date)) seen.set(local.date, local);
  return [...seen.values()];
}

const isWorkingDay = ({ weekday }: LocalTime) => weekday !== 'Sat' && weekday !== 'Sun';
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
/** Quartz: 1 is Sunday. */
const isWeekday = (number: number) => (each: LocalTime) => each.weekday === WEEKDAYS[number - 1];

type DayRule = (month: readonly LocalTime[]) => LocalTime | undefined;

function nearest(day: number): DayRule {
  return (month) => {
    if (!month.some((each) => each.day === day)) return undefined;
    const working = month.filter(isWorkingDay);
    return working.toSorted((a, b) => Math.abs(a.day - day) - Math.abs(b.day - day))[0];
  };
}

const RULES: readonly (readonly [days: string, rule: DayRule])[] = [
  ['L * ?', (month) => month.at(-1)],
  ['LW * ?', (month) => month.findLast(isWorkingDay)],
  ...[1, 2, 15, 16, 28, 29, 30, 31].map((day) => [`${day}W * ?`, nearest(day)] as const),
  ...[1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => [
    [`? * ${weekday}L`, (month: readonly LocalTime[]) => month.findLast(isWeekday(weekday))] as const,
    ...[1, 2, 3, 4, 5].map(
      (nth) =>
        [`? * ${weekday}#${nth}`, (month: readonly LocalTime[]) => month.filter(isWeekday(weekday))[nth - 1]] as const,
    ),
  ]),
];

describe('the days of Quartz', () => {
  // Complete months, which the calendar of Kolkata cuts at midnight, 18:30 UTC.
  const [from, days] = ['2026-12-31T18:30:00Z', 731];
  const all = calendarByMonth('Asia/Kolkata', from, days);

  it.each(RULES)('"0 0 2 %s" are those of a calendar', (expression, rule) => {
    const expected = all.flatMap((month) => rule(month)?.date ?? []);
    const found = nextExecutions(
      { expression: `0 0 2 ${expression}`, timeZone: 'Asia/Kolkata' },
      new Date(from),
      expected.length,
    );

    expect(found.map((at) => new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Kolkata' }).format(at))).toEqual(expected);
  });
});

function calendarByMonth(timeZone: string, from: string, days: number): readonly (readonly LocalTime[])[] {
  return [...Map.groupBy(calendar(timeZone, from, days), ({ date }) => date.slice(0, 7)).values()];
}

describe('a daily time', () => {
  const CHANGES = ['2027-03-12', '2027-03-26', '2027-04-02', '2027-09-03', '2027-10-01', '2027-10-29', '2027-11-05'];

  it.each(TIME_ZONES)('runs once a day, at the first minute that is not earlier, in %s', (timeZone) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 23 }),
        fc.constantFrom(0, 10, 15, 30, 45),
        fc.constantFrom(...CHANGES),
        fc.constantFrom('* * ?', '* * *'),
        (hour, minute, start, days) => {
          const from = `${start}T00:00:00Z`;
          const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
          const expected = firstMinutes([...minutes(timeZone, from, 5)], time);
          const expression = `0 ${minute} ${hour} ${days}`;
          const before = new Date(Date.parse(from) - 1);
          expect(nextExecutions({ expression, timeZone }, before, expected.length).map(Number)).toEqual(expected);
        },
      ),
      { numRuns: 25 },
    );
  });

  /** Where 02:30 does not exist, 03:00 is the first minute that is not earlier. Where it occurs twice, the first one counts. */
  function firstMinutes(clock: readonly (readonly [number, LocalTime])[], time: string): readonly number[] {
    const byDay = Map.groupBy(clock, ([, { date }]) => date);
    const [first = ''] = byDay.keys();
    return [...byDay].flatMap(([date, day]) => {
      const found = day.find(([, local]) => local.time >= time);
      // The first day may have begun after the time.
      const isLate = date === first && found === day[0] && found?.[1].time !== time;
      return found && !isLate ? [found[0]] : [];
    });
  }
});

it('03:00 runs once where the clocks are set back from 03:00 to 02:00', () => {
  const found = nextExecutions(
    { expression: '0 0 3 * * *', timeZone: 'Europe/Berlin' },
    new Date('2027-10-30T12:00:00Z'),
    2,
  );

  expect(found.map((at) => at.toISOString())).toEqual(['2027-10-31T02:00:00.000Z', '2027-11-01T02:00:00.000Z']);
});
