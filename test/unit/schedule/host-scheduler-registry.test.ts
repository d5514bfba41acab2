import { Injectable } from '@nestjs/common';
import { Cron, ScheduleModule, SchedulerRegistry } from '@nestjs/schedule';
import { Test } from '@nestjs/testing';
import { CronJob } from 'cron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { JobSchedule } from '../../../src/engine/ports/job-schedule.js';
import { CronJobSchedule } from '../../../src/schedule/cron-job-schedule.service.js';
import { HostSchedulerRegistry } from '../../../src/schedule/host-scheduler-registry.service.js';

const JOB = 'LDAPAddonBatchSync';
const hourly = { expression: '0 0 * * * *', timeZone: 'Etc/UTC' };
const HOUR = 3_600_000;

let hostTicks = 0;

@Injectable()
class HostJob {
  @Cron('0 30 * * * *', { name: 'host-job', timeZone: 'Etc/UTC' })
  tick(): void {
    hostTicks++;
  }
}

beforeEach(() => {
  hostTicks = 0;
  vi.useFakeTimers({ now: new Date('2026-11-24T00:10:00Z') });
});
afterEach(() => void vi.useRealTimers());

it('the job is in the registry of the host, and the job of the host still ticks once', async () => {
  const app = await Test.createTestingModule({
    imports: [ScheduleModule.forRoot()],
    providers: [HostJob, HostSchedulerRegistry, { provide: JobSchedule, useClass: CronJobSchedule }],
  }).compile();
  await app.init();
  const tick = vi.fn<() => Promise<void>>().mockResolvedValue();
  app.get(JobSchedule).set(JOB, hourly, tick);

  await vi.advanceTimersByTimeAsync(HOUR);

  expect([...app.get(SchedulerRegistry).getCronJobs().keys()]).toEqual(['host-job', JOB]);
  expect(hostTicks).toBe(1);
  expect(tick).toHaveBeenCalledOnce();
  await app.close();
});

it('a host without a scheduler can schedule the job, and leaves no timer behind', async () => {
  const app = await Test.createTestingModule({
    providers: [HostSchedulerRegistry, { provide: JobSchedule, useClass: CronJobSchedule }],
  }).compile();
  await app.init();
  const tick = vi.fn<() => Promise<void>>().mockResolvedValue();
  app.get(JobSchedule).set(JOB, hourly, tick);

  await vi.advanceTimersByTimeAsync(HOUR);

  expect(tick).toHaveBeenCalledOnce();
  await app.close();
  expect(vi.getTimerCount()).toBe(0);
});

describe('a cron job of the host with the name of the job', () => {
  @Injectable()
  class SameName {
    @Cron('0 30 * * * *', { name: JOB, timeZone: 'Etc/UTC' })
    tick(): void {
      hostTicks++;
    }
  }

  @Injectable()
  class Inherited extends SameName {}

  const aHost = async (providers: readonly (typeof HostJob | typeof SameName)[], isMountedBefore = true) => {
    const schedule = ScheduleModule.forRoot();
    const app = await Test.createTestingModule({
      imports: [schedule],
      providers: [...providers, HostSchedulerRegistry, { provide: JobSchedule, useClass: CronJobSchedule }],
    }).compile();
    if (isMountedBefore) await app.init();
    return app;
  };

  it.each([
    ['after the host has started its jobs', [SameName], true],
    ['before the host has started its jobs', [SameName], false],
    ['in a class that inherits it', [Inherited], false],
  ])('is refused at start, %s', async (_, providers, isMountedBefore) => {
    const app = await aHost(providers, isMountedBefore);
    expect(() => app.get(JobSchedule).assertNameFree(JOB)).toThrow(
      expect.objectContaining({ code: 'SCHEDULE_NAME_TAKEN', params: { name: JOB } }),
    );
    await app.close();
  });

  it('is not refused under another name', async () => {
    const app = await aHost([HostJob]);
    expect(() => app.get(JobSchedule).assertNameFree(JOB)).not.toThrow();
    await app.close();
  });

  it('is never touched, even if it was added later', async () => {
    const app = await aHost([HostJob]);
    const schedule = app.get(JobSchedule);
    const registry = app.get(SchedulerRegistry);
    const theirs = CronJob.from({ cronTime: '0 30 * * * *', timeZone: 'Etc/UTC', onTick: () => void hostTicks++ });
    registry.addCronJob(JOB, theirs);
    theirs.start();

    expect(() => schedule.set(JOB, hourly, async () => undefined)).toThrow('another name');
    schedule.remove(JOB);
    expect(schedule.next(JOB)).toBeNull();
    expect(registry.getCronJob(JOB)).toBe(theirs);
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(hostTicks).toBe(2); // theirs and `host-job`
    await app.close();
  });

  it('that replaces the scheduled one is left alone, and the replaced one ticks no more', async () => {
    const app = await aHost([]);
    const [schedule, registry] = [app.get(JobSchedule), app.get(SchedulerRegistry)];
    const tick = vi.fn<() => Promise<void>>().mockResolvedValue();
    schedule.set(JOB, hourly, tick);
    registry.deleteCronJob(JOB);
    const theirs = CronJob.from({ cronTime: '0 30 * * * *', timeZone: 'Etc/UTC', onTick: () => undefined });
    registry.addCronJob(JOB, theirs);

    expect(schedule.next(JOB)).toBeNull();
    schedule.remove(JOB);
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(registry.getCronJob(JOB)).toBe(theirs);
    expect(tick).not.toHaveBeenCalled();
    await app.close();
  });
});
