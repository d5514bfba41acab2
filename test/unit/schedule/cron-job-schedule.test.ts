import { AsyncLocalStorage } from 'node:async_hooks';

import { Logger } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { CronJobSchedule } from '../../../src/schedule/cron-job-schedule.service.js';
import type { HostSchedulerRegistry } from '../../../src/schedule/host-scheduler-registry.service.js';

const JOB = 'LDAPAddonBatchSync';
const daily = { expression: '0 0 2 * * *', timeZone: 'Etc/UTC' };
const hourly = { expression: '0 0 * * * *', timeZone: 'Etc/UTC' };
const HOUR = 3_600_000;

describe('the schedule of a job', () => {
  const registry = new SchedulerRegistry();
  const tick = vi.fn<(scheduledFor: Date) => Promise<void>>();
  let schedule: CronJobSchedule;

  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-11-24T00:30:00.250Z') });
    vi.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    tick.mockReset().mockResolvedValue();
    schedule = new CronJobSchedule({ get: () => registry } as HostSchedulerRegistry);
  });

  afterEach(async () => {
    await schedule.beforeApplicationShutdown();
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('is a cron job with the name of the job', () => {
    schedule.set(JOB, daily, tick);

    expect([...registry.getCronJobs().keys()]).toEqual([JOB]);
    expect(schedule.next(JOB)).toEqual(new Date('2026-11-24T02:00:00Z'));
  });

  it('ticks with the scheduled instant, not with the current time', async () => {
    schedule.set(JOB, hourly, tick);
    await vi.advanceTimersByTimeAsync(2 * HOUR);

    expect(tick.mock.calls).toEqual([[new Date('2026-11-24T01:00:00Z')], [new Date('2026-11-24T02:00:00Z')]]);
  });

  it('ticks outside the async context of the request that saved it', async () => {
    vi.useRealTimers();
    const request = new AsyncLocalStorage<string>();
    const seen = new Promise((resolve) => tick.mockImplementation(async () => resolve(request.getStore())));
    request.run('PUT settings', () => schedule.set(JOB, { expression: '* * * * * *', timeZone: 'Etc/UTC' }, tick));

    expect(await seen).toBeUndefined();
  });

  it('is previewed with five executions, even if they are years apart', () => {
    const preview = schedule.describe({ expression: '0 0 2 29 2 *', timeZone: 'Europe/Berlin' }, 'en');

    expect(preview).toMatchObject({
      next: [2028, 2032, 2036, 2040, 2044].map((year) => new Date(`${year}-02-29T01:00:00Z`)),
    });
  });

  it('replaces the previous schedule', async () => {
    schedule.set(JOB, hourly, tick);
    const other = vi.fn<(scheduledFor: Date) => Promise<void>>().mockResolvedValue();
    schedule.set(JOB, daily, other);
    await vi.advanceTimersByTimeAsync(24 * HOUR);

    expect(tick).not.toHaveBeenCalled();
    expect(other).toHaveBeenCalledOnce();
  });

  it.each([
    ['that is not valid', { expression: '0 61 * * * *', timeZone: 'Etc/UTC' }, 'cronOutOfRange'],
    ['in an unknown time zone', { expression: '0 0 2 * * *', timeZone: 'Mars/Olympus' }, 'Invalid timezone'],
    ['without executions', { expression: '0 0 2 ? * 2 2020', timeZone: 'Etc/UTC' }, 'has no execution'],
  ])('is not replaced by a schedule %s', async (_, impossible, reason) => {
    schedule.set(JOB, hourly, tick);

    expect(() => schedule.set(JOB, impossible, tick)).toThrow(reason);
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(tick).toHaveBeenCalledOnce();
  });

  it('continues after a failed tick', async () => {
    tick.mockRejectedValueOnce(new Error('the database is unreachable'));
    schedule.set(JOB, hourly, tick);
    await vi.advanceTimersByTimeAsync(2 * HOUR);

    expect(tick).toHaveBeenCalledTimes(2);
  });

  it('ends with the last year of its expression, and the last tick is not lost', async () => {
    schedule.set(JOB, { expression: '0 0 1 24 11 ? 2026', timeZone: 'Etc/UTC' }, tick);
    expect(registry.getCronJob(JOB).nextDates(5)).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(24 * HOUR);

    expect(tick.mock.calls).toEqual([[new Date('2026-11-24T01:00:00Z')]]);
    expect(schedule.next(JOB)).toBeNull();
  });

  it('can be removed more than once', async () => {
    schedule.set(JOB, hourly, tick);
    schedule.remove(JOB);
    schedule.remove(JOB);
    await vi.advanceTimersByTimeAsync(2 * HOUR);

    expect(tick).not.toHaveBeenCalled();
    expect(schedule.next(JOB)).toBeNull();
  });

  it('waits at shutdown for a running tick and starts no other', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    tick.mockReturnValue(promise);
    schedule.set(JOB, hourly, tick);
    await vi.advanceTimersByTimeAsync(HOUR);

    let isOver = false;
    const stopping = schedule.beforeApplicationShutdown().then(() => (isOver = true));
    schedule.set(JOB, hourly, tick);
    await vi.advanceTimersByTimeAsync(5 * HOUR);
    expect(isOver).toBe(false);

    resolve();
    await stopping;
    expect(tick).toHaveBeenCalledOnce();
  });
});
