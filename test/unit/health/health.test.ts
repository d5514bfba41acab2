import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { SyncError } from '../../../src/contract/sync-error.js';
import { DirectoryHealthService } from '../../../src/health/directory-health.service.js';
import { HealthService } from '../../../src/health/health.service.js';
import { RejectedPing } from '../../../src/health/rejected-ping.service.js';
import type { NotificationChannel } from '../../../src/contract/notifications.js';
import type { NotificationOutbox } from '../../../src/engine/ports/notification-outbox.js';
import type { JobSchedule } from '../../../src/engine/ports/job-schedule.js';
import type { DatabaseAccess } from '../../../src/contract/database-access.js';
import type { DirectoryReader } from '../../../src/engine/ports/directory-reader.js';
import { RunMetrics } from '../../../src/engine/run-metrics.service.js';
import { FakeDispatcher } from '../runs/fake-dispatcher.js';
import { aRun, FakeRunHistory } from '../runs/fake-runs.js';
import { aJob, directorySettings } from '../runs/job-fixture.js';
import { nothingKnown } from '../engine/fake-container-history.js';

async function aHealthService(
  ping: DirectoryReader['ping'] = () => Promise.resolve(),
  channels: readonly NotificationChannel[] = [],
) {
  const fixture = aJob(directorySettings);
  await fixture.start();
  const pinged = vi.fn<DirectoryReader['ping']>(ping);
  const history = new FakeRunHistory();
  let next: Date | null = null;
  const database = { isUp: vi.fn<() => Promise<boolean>>().mockResolvedValue(true) };
  const aDirectoryHealth = () =>
    new DirectoryHealthService(
      fixture.jobSettings,
      { ping: pinged } as unknown as DirectoryReader,
      history,
      new RunMetrics({}),
      new RejectedPing(fixture.store),
      nothingKnown(),
    );
  const directory = aDirectoryHealth();
  const schedule = { next: () => next, firstAfter: () => new Date() } as unknown as JobSchedule;
  const healthService = new HealthService(
    fixture.catalog,
    fixture.jobSettings,
    database as unknown as DatabaseAccess,
    directory,
    schedule,
    new FakeDispatcher(),
    history,
    { health: () => Promise.resolve({ waiting: 1, failed: 2 }) } as unknown as NotificationOutbox,
    { notifications: channels },
  );
  return {
    ...fixture,
    aDirectoryHealth,
    healthService,
    pinged,
    history,
    database,
    scheduled: (date: Date | null) => (next = date),
  };
}

describe('health', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('reports the age of the last successful run', async () => {
    const { healthService, history } = await aHealthService();
    history.lastGoodRun = aRun({ endedAt: new Date(Date.now() - 90_000) });

    expect(await healthService.health()).toMatchObject({
      directories: [{ dataPool: 'default', up: true, code: null }],
      lastGoodRuns: [{ job: 'LDAPAddonBatchSync', ageSeconds: 90 }],
    });
  });

  it('reports notifications where a channel is configured', async () => {
    const none = await aHealthService();
    expect(await none.healthService.health()).toMatchObject({ notifications: null });
    const { healthService } = await aHealthService(undefined, [{ name: 'mail', send: () => Promise.resolve() }]);
    expect(await healthService.health()).toMatchObject({ notifications: { waiting: 1, failed: 2 } });
  });

  it('pings the directory at most once in ten seconds', async () => {
    const { healthService, pinged } = await aHealthService();
    await Promise.all([healthService.health(), healthService.health()]);
    await healthService.health();
    expect(pinged).toHaveBeenCalledOnce();

    await vi.advanceTimersByTimeAsync(10_000);
    await healthService.health();
    expect(pinged).toHaveBeenCalledTimes(2);
  });

  it('pings again at once when the settings have changed', async () => {
    const { healthService, pinged, jobSettings, job } = await aHealthService();
    await healthService.health();
    await jobSettings.save(job, { settings: { dataPool: { pageSize: 7 } }, changedBy: null });
    await healthService.health();

    expect(pinged).toHaveBeenCalledTimes(2);
  });

  it('does not repeat a rejected bind until the settings change or another run has started', async () => {
    const { healthService, pinged, jobSettings, job, history } = await aHealthService(() =>
      Promise.reject(new SyncError('LDAP_BIND_REJECTED', { params: { url: 'ldap://a', bindDn: 'cn=reader' } })),
    );
    for (let minute = 0; minute < 3; minute++) {
      await healthService.health();
      await vi.advanceTimersByTimeAsync(60_000);
    }
    expect(pinged).toHaveBeenCalledTimes(1);

    history.storedRun = aRun({ id: 'run-2' });
    await healthService.health();
    expect(pinged).toHaveBeenCalledTimes(2);
    await jobSettings.save(job, { settings: { dataPool: { pageSize: 7 } }, changedBy: null });
    await healthService.health();
    expect(pinged).toHaveBeenCalledTimes(3);
  });

  it('does not repeat a rejected bind in another process or after a restart', async () => {
    const { aDirectoryHealth, pinged, jobSettings, job, history } = await aHealthService(() =>
      Promise.reject(new SyncError('LDAP_BIND_REJECTED', { params: { url: 'ldap://a', bindDn: 'cn=reader' } })),
    );
    for (let start = 0; start < 5; start++) {
      expect(await aDirectoryHealth().check(job)).toMatchObject({ up: false, code: 'LDAP_BIND_REJECTED' });
    }
    expect(pinged).toHaveBeenCalledTimes(1);

    history.storedRun = aRun({ id: 'run-2' });
    await aDirectoryHealth().check(job);
    await aDirectoryHealth().check(job);
    expect(pinged).toHaveBeenCalledTimes(2);
    await jobSettings.save(job, { settings: { dataPool: { pageSize: 7 } }, changedBy: null });
    await aDirectoryHealth().check(job);
    await aDirectoryHealth().check(job);
    expect(pinged).toHaveBeenCalledTimes(3);
  });

  it('does not bind while the schedule is paused, and says so', async () => {
    const { healthService, pinged, jobSettings, job, history } = await aHealthService();
    await jobSettings.save(job, { settings: { schedule: { enabled: true } }, changedBy: null });
    const settingsVersion = (await jobSettings.stored(job))?.version ?? 0;
    history.storedRun = aRun({ status: 'failed', reason: { code: 'LDAP_BIND_REJECTED', params: { settingsVersion } } });

    expect(await healthService.health()).toMatchObject({
      directories: [{ up: false, code: 'LDAP_BIND_REJECTED' }],
      schedules: [{ up: false, enabled: true, nextExecution: null, code: 'SCHEDULE_PAUSED' }],
    });
    expect(pinged).not.toHaveBeenCalled();
  });

  it('reports why the directory is down', async () => {
    const { healthService } = await aHealthService(() =>
      Promise.reject(new SyncError('LDAP_BIND_REJECTED', { params: { url: 'ldap://x', bindDn: 'cn=x' } })),
    );

    expect(await healthService.health()).toMatchObject({ directories: [{ up: false, code: 'LDAP_BIND_REJECTED' }] });
  });

  it.each([
    ['DATABASE_FULL', { up: false, code: 'DATABASE_FULL' }],
    ['DATABASE_UNREACHABLE', { up: true, code: null }],
    ['LDAP_TIMEOUT', { up: true, code: null }],
  ] as const)('reports of a last run that failed with %s what reading does not show', async (code, database) => {
    const { healthService, history } = await aHealthService();
    history.storedRun = aRun({ status: 'failed', reason: { code, params: {} }, endedAt: new Date() });

    expect(await healthService.health()).toMatchObject({ database });
  });

  it('does not wait for a directory or a database that does not respond', async () => {
    const noResponse = () => new Promise<never>(() => undefined);
    const { healthService, database } = await aHealthService(noResponse);
    database.isUp.mockImplementation(noResponse);
    const checking = healthService.health();
    await vi.advanceTimersByTimeAsync(5_000);

    expect(await checking).toMatchObject({
      database: { up: false },
      directories: [{ up: false, code: 'LDAP_TIMEOUT' }],
    });
  });

  it('limits the time of the ping and aborts it when the time is over', async () => {
    const { healthService, pinged } = await aHealthService(() => new Promise<never>(() => undefined));
    const checking = healthService.health();
    await vi.advanceTimersByTimeAsync(0);
    const [[, milliseconds, signal] = []] = pinged.mock.calls;
    expect(milliseconds).toBeLessThan(5_000);
    expect(signal?.aborted).toBe(false);

    await vi.advanceTimersByTimeAsync(5_000);
    await checking;
    expect(signal?.aborted).toBe(true);
  });

  it('shares one database check among concurrent callers', async () => {
    const { healthService, database } = await aHealthService();
    await Promise.all([healthService.health(), healthService.health(), healthService.health()]);
    expect(database.isUp).toHaveBeenCalledOnce();

    await healthService.health();
    expect(database.isUp).toHaveBeenCalledTimes(2);
  });

  it('reports directory and schedule as down when the settings cannot be read', async () => {
    const { healthService, store } = await aHealthService();
    vi.spyOn(store, 'read').mockRejectedValue(new Error('unreachable'));

    expect(await healthService.health()).toMatchObject({ directories: [{ up: false }], schedules: [{ up: false }] });
  });

  it('reports an enabled schedule that is not running as down', async () => {
    const { healthService, scheduled, jobSettings, job } = await aHealthService();
    await jobSettings.save(job, { settings: { schedule: { enabled: true } }, changedBy: null });
    expect(await healthService.health()).toMatchObject({ schedules: [{ up: false, enabled: true }] });

    scheduled(new Date(0));
    expect(await healthService.health()).toMatchObject({ schedules: [{ up: true, nextExecution: new Date(0) }] });
  });
});
