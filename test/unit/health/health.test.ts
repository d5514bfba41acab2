import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { SyncError } from '../../../src/contract/sync-error.js';
import { DirectoryHealthService } from '../../../src/health/directory-health.service.js';
import { HealthService } from '../../../src/health/health.service.js';
import type { JobSchedule } from '../../../src/engine/ports/job-schedule.js';
import type { DatabaseAccess } from '../../../src/contract/database-access.js';
import type { DirectoryReader } from '../../../src/engine/ports/directory-reader.js';
import { RunMetrics } from '../../../src/engine/run-metrics.service.js';
import { aJob, aRun, directorySettings, FakeDispatcher, FakeHistory } from '../runs/a-job.js';

async function aReport(ping: DirectoryReader['ping'] = () => Promise.resolve()) {
  const around = aJob(directorySettings);
  await around.start();
  const pinged = vi.fn<DirectoryReader['ping']>(ping);
  const history = new FakeHistory();
  let next: Date | null = null;
  const database = { isUp: vi.fn<() => Promise<boolean>>().mockResolvedValue(true) };
  const directory = new DirectoryHealthService(
    around.jobSettings,
    { ping: pinged } as unknown as DirectoryReader,
    new RunMetrics({}),
  );
  const schedule = { next: () => next } as unknown as JobSchedule;
  const report = new HealthService(
    around.catalog,
    around.jobSettings,
    database as unknown as DatabaseAccess,
    directory,
    schedule,
    new FakeDispatcher(),
    history,
  );
  return { ...around, report, pinged, history, database, scheduled: (date: Date | null) => (next = date) };
}

describe('health', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('tells when the last good run ended', async () => {
    const { report, history } = await aReport();
    history.good = aRun({ endedAt: new Date(Date.now() - 90_000) });

    expect(await report.health()).toMatchObject({
      directories: [{ dataPool: 'default', up: true, code: null }],
      lastGoodRuns: [{ job: 'LDAPAddonBatchSync', ageSeconds: 90 }],
    });
  });

  it('asks the directory once in ten seconds, however often it is asked', async () => {
    const { report, pinged } = await aReport();
    await Promise.all([report.health(), report.health()]);
    await report.health();
    expect(pinged).toHaveBeenCalledOnce();

    await vi.advanceTimersByTimeAsync(10_000);
    await report.health();
    expect(pinged).toHaveBeenCalledTimes(2);
  });

  it('asks again at once when the settings were changed', async () => {
    const { report, pinged, jobSettings, job } = await aReport();
    await report.health();
    await jobSettings.save(job, { settings: { dataPool: { pageSize: 7 } }, changedBy: null });
    await report.health();

    expect(pinged).toHaveBeenCalledTimes(2);
  });

  it('tells why the directory is down', async () => {
    const { report } = await aReport(() => Promise.reject(new SyncError('LDAP_BIND_REJECTED')));

    expect(await report.health()).toMatchObject({ directories: [{ up: false, code: 'LDAP_BIND_REJECTED' }] });
  });

  it('does not wait for a directory or a database that is silent', async () => {
    const silence = () => new Promise<never>(() => undefined);
    const { report, database } = await aReport(silence);
    database.isUp.mockImplementation(silence);
    const asked = report.health();
    await vi.advanceTimersByTimeAsync(5_000);

    expect(await asked).toMatchObject({
      database: { up: false },
      directories: [{ up: false, code: 'LDAP_TIMEOUT' }],
    });
  });

  it('gives the directory time within its own, and calls the question off when that is over', async () => {
    const { report, pinged } = await aReport(() => new Promise<never>(() => undefined));
    const asked = report.health();
    await vi.advanceTimersByTimeAsync(0);
    const [[, milliseconds, signal] = []] = pinged.mock.calls;
    expect(milliseconds).toBeLessThan(5_000);
    expect(signal?.aborted).toBe(false);

    await vi.advanceTimersByTimeAsync(5_000);
    await asked;
    expect(signal?.aborted).toBe(true);
  });

  it('is asked of the database once by all who ask at the same time, and again by who comes later', async () => {
    const { report, database } = await aReport();
    await Promise.all([report.health(), report.health(), report.health()]);
    expect(database.isUp).toHaveBeenCalledOnce();

    await report.health();
    expect(database.isUp).toHaveBeenCalledTimes(2);
  });

  it('answers also when the settings cannot be read', async () => {
    const { report, store } = await aReport();
    vi.spyOn(store, 'read').mockRejectedValue(new Error('away'));

    expect(await report.health()).toMatchObject({ directories: [{ up: false }], schedules: [{ up: false }] });
  });

  it('calls a schedule down that should run and does not', async () => {
    const { report, scheduled, jobSettings, job } = await aReport();
    await jobSettings.save(job, { settings: { schedule: { enabled: true } }, changedBy: null });
    expect(await report.health()).toMatchObject({ schedules: [{ up: false, enabled: true }] });

    scheduled(new Date(0));
    expect(await report.health()).toMatchObject({ schedules: [{ up: true, nextExecution: new Date(0) }] });
  });
});
