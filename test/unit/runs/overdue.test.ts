import { expect, it } from 'vitest';

import { expectedBy } from '../../../src/runs/overdue.js';

const SCHEDULE = { expression: '0 0 2 * * *', timeZone: 'UTC' };
const daily = {
  firstAfter: (_: unknown, from: Date) => {
    const day = new Date(from);
    day.setUTCHours(2, 0, 0, 0);
    return day > from ? day : new Date(day.getTime() + 86_400_000);
  },
};
const lastGood = (startedAt: string, endedAt: string) => ({
  startedAt: new Date(startedAt),
  endedAt: new Date(endedAt),
});

it.each([
  ['an hour after the next execution', '2026-11-27T02:00:00Z', '2026-11-27T02:05:00Z', '2026-11-28T03:00:00.000Z'],
  [
    'three times the duration of a long run after it',
    '2026-11-27T02:00:00Z',
    '2026-11-27T04:00:00Z',
    '2026-11-28T08:00:00.000Z',
  ],
])('a run is expected to have succeeded %s', (_, startedAt, endedAt, expected) => {
  expect(expectedBy(daily, SCHEDULE, lastGood(startedAt, endedAt), undefined)?.toISOString()).toBe(expected);
});

it('time counts from the last change of the settings when that is later', () => {
  const good = lastGood('2026-11-01T02:00:00Z', '2026-11-01T02:05:00Z');
  const saved = new Date('2026-11-27T12:00:00Z');
  expect(expectedBy(daily, SCHEDULE, good, saved)?.toISOString()).toBe('2026-11-28T03:00:00.000Z');
  expect(expectedBy(daily, SCHEDULE, undefined, saved)?.toISOString()).toBe('2026-11-28T03:00:00.000Z');
});

it('nothing is expected of a schedule that has no executions, or of a job that was never set up', () => {
  const good = lastGood('2026-11-27T02:00:00Z', '2026-11-27T02:05:00Z');
  expect(expectedBy({ firstAfter: () => null }, SCHEDULE, good, undefined)).toBeNull();
  expect(expectedBy(daily, SCHEDULE, undefined, undefined)).toBeNull();
});
