import { describe, expect, it } from 'vitest';

import { nextExecutions, shortestInterval } from '../../../src/schedule/executions.js';

const executions = (expression: string, timeZone: string, from: string, count: number) =>
  nextExecutions({ expression, timeZone }, new Date(from), count).map((date) => date.toISOString());

describe('02:30 in Europe/Berlin', () => {
  const expression = '0 30 2 * * *';

  it('is executed at 03:00 on the day without 02:30', () => {
    expect(executions(expression, 'Europe/Berlin', '2027-03-27T12:00:00Z', 2)).toEqual([
      '2027-03-28T01:00:00.000Z', // 03:00 daylight saving time
      '2027-03-29T00:30:00.000Z',
    ]);
  });

  it('is executed once, the first time, on the day with two 02:30', () => {
    expect(executions(expression, 'Europe/Berlin', '2027-10-30T12:00:00Z', 2)).toEqual([
      '2027-10-31T00:30:00.000Z', // 02:30 daylight saving time
      '2027-11-01T01:30:00.000Z',
    ]);
  });
});

it('a schedule of several hours runs once in the hour that occurs twice', () => {
  expect(executions('0 30 1-3 * * *', 'Europe/Berlin', '2027-10-30T22:00:00Z', 3)).toEqual([
    '2027-10-30T23:30:00.000Z',
    '2027-10-31T00:30:00.000Z', // 02:30 daylight saving time
    '2027-10-31T02:30:00.000Z',
  ]);
});

describe('every twenty minutes', () => {
  it('continues evenly through the repeated hour', () => {
    expect(executions('*/20 * * * *', 'Europe/Berlin', '2027-10-31T00:00:00Z', 5)).toEqual([
      '2027-10-31T00:20:00.000Z',
      '2027-10-31T00:40:00.000Z',
      '2027-10-31T01:00:00.000Z',
      '2027-10-31T01:20:00.000Z',
      '2027-10-31T01:40:00.000Z',
    ]);
  });

  it('never returns an earlier instant where clocks are set back by half an hour', () => {
    const found = executions('*/10 * * * *', 'Australia/Lord_Howe', '2027-04-03T14:20:00Z', 12);

    expect(found).toEqual(found.toSorted());
    expect(new Set(found).size).toBe(12);
  });
});

describe('days of the week', () => {
  it.each(['0', '7', 'sun', 'SUN'])('treats %s as Sunday', (day) => {
    expect(executions(`0 0 2 * * ${day}`, 'Etc/UTC', '2026-11-24T00:00:00Z', 1)).toEqual(['2026-11-29T02:00:00.000Z']);
  });

  it('are combined with days of the month by "or"', () => {
    expect(executions('0 0 2 26 * fri', 'Etc/UTC', '2026-11-24T00:00:00Z', 2)).toEqual([
      '2026-11-26T02:00:00.000Z',
      '2026-11-27T02:00:00.000Z',
    ]);
  });
});

it('there are no executions after the last year', () => {
  expect(executions('0 0 2 31 12 ? 2026', 'Etc/UTC', '2026-11-24T00:00:00Z', 2)).toEqual(['2026-12-31T02:00:00.000Z']);
});

describe('the shortest interval', () => {
  it.each([
    ['* * * * * *', 1],
    ['0,40 * * * * *', 20],
    ['59 * * * * *', 60],
    ['0 0,59 8 * * *', 3_540],
    ['0,59 0,59 * * * *', 1],
    ['0 0,30,59 8,9,15 * * *', 60],
    ['0 0 0,2,4,6,8,10,12,14,16,18,20,22,23 * * *', 3_600],
    ['0 0 2 * * *', 86_400],
    ['0 0 2 ? * MON,TUE', 86_400],
    ['0 0 2 ? * 2 2027', 7 * 86_400],
    ['0 0 2 1 1 *', 365 * 86_400],
  ])('of %s is %i seconds', (expression, seconds) => {
    const schedule = { expression, timeZone: 'Etc/UTC' };

    expect(shortestInterval(schedule, new Date('2026-11-24T00:30:00Z'))).toBe(seconds * 1_000);
  });

  it.each(['0 0 2 29 2 *', '0 0 2 1 1 ? 2027', '0 0 2 1 1 ? 2020'])('of %s is none', (expression) => {
    expect(shortestInterval({ expression, timeZone: 'Europe/Berlin' }, new Date('2026-11-24T00:30:00Z'))).toBeNull();
  });
});
