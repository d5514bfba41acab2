import { expect, it } from 'vitest';

import { nextExecution } from '../../../src/runs/next-execution.js';

const at = (time: string) => new Date(`2026-05-${time}Z`);
const NOW = at('03T12:00:00');
const waitingUntil = (until: Date) => ({ runId: 'plan', because: 'changed', sections: [], since: NOW, until }) as const;

/** Executions each so many seconds, counted. */
function every(seconds: number) {
  const asked: Date[] = [];
  const step = seconds * 1000;
  const firstAfter = (from: Date) => {
    asked.push(from);
    return new Date(Math.floor(from.getTime() / step) * step + step);
  };
  return { firstAfter, asked };
}

it('is the first execution if no plan waits', () => {
  expect(nextExecution(every(3600).firstAfter, NOW, null)).toEqual(at('03T13:00:00'));
  expect(nextExecution(() => null, NOW, waitingUntil(at('04T12:00:00')))).toBeNull();
});

it('is the last execution before a plan that waits expires, because those before make no further plan', () => {
  expect(nextExecution(every(3600).firstAfter, NOW, waitingUntil(at('04T11:30:00')))).toEqual(at('04T11:00:00'));
  expect(nextExecution(every(3600).firstAfter, NOW, waitingUntil(at('04T11:00:00')))).toEqual(at('04T10:00:00'));
});

it('is the first execution if the plan expires before the second one', () => {
  expect(nextExecution(every(86_400).firstAfter, NOW, waitingUntil(at('04T11:30:00')))).toEqual(at('04T00:00:00'));
  expect(nextExecution(every(3600).firstAfter, NOW, waitingUntil(at('03T12:30:00')))).toEqual(at('03T13:00:00'));
});

it.each([1, 60, 3600])('costs little with an execution each %d s', (seconds) => {
  const { firstAfter, asked } = every(seconds);
  const until = at('10T11:59:30');
  const found = nextExecution(firstAfter, NOW, waitingUntil(until));
  expect(until.getTime() - (found?.getTime() ?? 0)).toBeLessThanOrEqual(seconds * 1000);
  expect(asked.length).toBeLessThan(40);
});

it('costs little with many executions on few days', () => {
  let asked = 0;
  // Each second of the first day of a month.
  const firstAfter = (from: Date) => {
    asked++;
    const next = new Date(Math.floor(from.getTime() / 1000) * 1000 + 1000);
    return next.getUTCDate() === 1 ? next : new Date(Date.UTC(next.getUTCFullYear(), next.getUTCMonth() + 1, 1));
  };
  const found = nextExecution(firstAfter, NOW, waitingUntil(new Date('2026-06-28T00:00:00Z')));
  expect(found).toEqual(new Date('2026-06-01T23:59:59Z'));
  expect(asked).toBeLessThan(40);
});

it('is the last execution of the last daily window before the plan expires', () => {
  // Each minute from 02:00 to 02:59.
  const firstAfter = (from: Date) => {
    const next = new Date(Math.floor(from.getTime() / 60_000) * 60_000 + 60_000);
    if (next.getUTCHours() === 2) return next;
    const day = next.getUTCDate() + (next.getUTCHours() > 2 ? 1 : 0);
    return new Date(Date.UTC(next.getUTCFullYear(), next.getUTCMonth(), day, 2));
  };
  const before = (until: Date) => nextExecution(firstAfter, NOW, waitingUntil(until));
  expect(before(at('04T12:00:00'))).toEqual(at('04T02:59:00'));
  expect(before(at('04T02:30:00'))).toEqual(at('04T02:29:00'));
  expect(before(at('04T02:00:30'))).toEqual(at('04T02:00:00'));
  expect(before(at('04T02:00:00'))).toEqual(at('04T02:00:00'));
  expect(before(at('10T12:00:00'))).toEqual(at('10T02:59:00'));
});
