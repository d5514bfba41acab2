import { Injectable } from '@nestjs/common';
import { Cron, ScheduleModule, SchedulerRegistry } from '@nestjs/schedule';
import { Test } from '@nestjs/testing';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

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
