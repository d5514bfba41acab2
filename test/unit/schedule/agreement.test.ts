import { SchedulerRegistry } from '@nestjs/schedule';
import * as fc from 'fast-check';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';

import { CronJobSchedule } from '../../../src/schedule/cron-job-schedule.service.js';
import { nextExecutions } from '../../../src/schedule/executions.js';
import type { HostSchedulerRegistry } from '../../../src/schedule/host-scheduler-registry.service.js';
import { parseSchedule } from '../../../src/settings/rules/schedule-expression.js';
import { anExpression, TIME_ZONES } from './an-expression.js';

const JOB = 'LDAPAddonBatchSync';
/** Shortly before each change of clocks in one of the time zones, and a quiet day. */
const STARTS = [
  '2027-03-13T20:00:00Z',
  '2027-03-27T20:00:00Z',
  '2027-04-03T10:00:00Z',
  '2027-07-01T00:00:00Z',
  '2027-09-04T20:00:00Z',
  '2027-10-02T10:00:00Z',
  '2027-10-30T20:00:00Z',
  '2027-11-06T20:00:00Z',
];
/** In each run, whatever is generated. The last ones have fewer than a hundred executions. */
const QUARTZ = [
  '0 30 2 L * ?',
  '0 30 2 LW * ?',
  '0 30 2 15W * ?',
  '0 30 2 ? * 1#1',
  '0 30 2 ? * 1L',
  '0 0/20 1-3 ? 3,11 SUN 2027-2028',
  '0 0 0 1W 1 ? 2026-2099',
  '9/51 0 0 L 1 ? 2026-2099',
  '0 30 2 ? 3 1 2028',
];

const registry = new SchedulerRegistry();
const schedule = new CronJobSchedule({ get: () => registry } as HostSchedulerRegistry);

afterEach(() => void vi.useRealTimers());
afterAll(() => schedule.beforeApplicationShutdown());

describe('the preview and the job in the SchedulerRegistry', () => {
  it.each(TIME_ZONES)('have the same next hundred executions across changes of clocks in %s', (timeZone) => {
    fc.assert(
      fc.property(anExpression, fc.constantFrom(...STARTS), (expression, start) => {
        fc.pre(parseSchedule(expression).ok);
        vi.useFakeTimers({ now: new Date(start) });
        schedule.set(JOB, { expression, timeZone }, async () => undefined);

        const job = registry.getCronJob(JOB);
        const ofJob = job.nextDates(100).map((date) => date.toJSDate());
        const previewed = nextExecutions({ expression, timeZone }, new Date(), 100);
        expect(ofJob).toEqual(previewed);
        expect(schedule.describe({ expression, timeZone }, 'en')).toMatchObject({ next: previewed.slice(0, 5) });
        expect(schedule.next(JOB)).toEqual(previewed[0]);
        expect(previewed).toEqual(
          [...new Set(previewed.map(Number))].toSorted((a, b) => a - b).map((at) => new Date(at)),
        );
      }),
      { numRuns: 40, examples: QUARTZ.map((expression, index) => [expression, STARTS[index % STARTS.length] ?? '']) },
    );
  });

  it.each(TIME_ZONES)('agree while time passes in %s', async (timeZone) => {
    const from = new Date('2027-10-30T20:00:00Z');
    const expression = '0 0/30 0-4 ? * *';
    const expected = nextExecutions({ expression, timeZone }, from, 30);
    vi.useFakeTimers({ now: from });
    const ticks: Date[] = [];
    schedule.set(JOB, { expression, timeZone }, async (at) => void ticks.push(at));
    await vi.advanceTimersByTimeAsync(expected.at(-1)!.getTime() - from.getTime());

    expect(ticks).toEqual(expected);
  });
});
