import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import {
  type FinishedRun,
  ProcessRegistry,
  type RunProgressed,
  type SyncEvent,
  type SyncMetrics,
} from '../../../src/index.js';
import { Directory } from './a-directory.js';
import { Host, type HostDatabase, JOB, postgresDatabase } from './a-host.js';

const cronJob = (host: Host, name = JOB) => host.scheduler.getCronJobs().get(name);

describe('two processes on one PostgreSQL', () => {
  let directory: Directory;
  let database: HostDatabase;
  let hosts: Host[];

  const start = async (options: Parameters<typeof Host.start>[1] = {}) => {
    const host = await Host.start(database, options);
    hosts.push(host);
    return host;
  };

  const schedule = (expression: string, enabled = true) => ({
    settings: { schedule: { enabled, expression, timeZone: 'Etc/UTC' } },
    changedBy: 'admin',
  });

  beforeAll(async () => {
    directory = await Directory.start('ada', 'grace');
  });

  beforeEach(async () => {
    for (const level of ['log', 'warn', 'error'] as const) {
      vi.spyOn(Logger.prototype, level).mockImplementation(() => undefined);
    }
    database = await postgresDatabase();
    hosts = [];
  });

  afterEach(async () => {
    await Promise.all(hosts.map((host) => host.stop()));
    await database.drop();
  });

  afterAll(() => directory.stop());

  it('a run started in one process is executed in the other and visible in both', async () => {
    const asking = await start({ work: false, seed: directory.settings });
    const working = await start();
    const received: SyncEvent[] = [];
    asking.events.subscribe((event) => received.push(event));

    const { id } = await asking.runs.start(JOB, { mode: 'apply', startedBy: 'grace' });

    expect(await asking.ended(id)).toMatchObject({ status: 'succeeded', startedBy: 'grace', counts: { created: 2 } });
    expect(await working.runs.get(id)).toMatchObject({ status: 'succeeded' });
    const statuses = received.filter((event): event is RunProgressed => 'runId' in event).map(({ status }) => status);
    expect(statuses[0]).toBe('queued');
    expect(statuses.at(-1)).toBe('succeeded');
  });

  it('the ticks of both processes for one instant share one run', async () => {
    await start({ seed: { ...directory.settings } });
    await start();
    await hosts[0]?.jobs.saveSettings(JOB, schedule('*/2 * * * * *'));
    await vi.waitFor(() => expect(hosts.every((host) => cronJob(host))).toBe(true), 5_000);

    const ticks = async () =>
      (
        await database.query<{ at: string }>(
          `select scheduled_for::text as at from batch_run where "trigger" = 'schedule'`,
        )
      )
        .map(({ at }) => at)
        .toSorted();
    await vi.waitFor(async () => expect((await ticks()).length).toBeGreaterThanOrEqual(3), { timeout: 20_000 });

    const found = await ticks();
    expect(new Set(found).size).toBe(found.length);
  });

  it('a second run is refused in both processes with the id of the first', async () => {
    const [first, second] = [await start({ work: false, seed: directory.settings }), await start({ work: false })];
    const { id } = await first.runs.start(JOB, { mode: 'apply', startedBy: null });

    for (const host of [first, second]) {
      await expect(host.runs.start(JOB, { mode: 'apply', startedBy: null })).rejects.toMatchObject({
        code: 'RUN_IN_PROGRESS',
        params: { runId: id },
      });
    }
  });

  it('one of many concurrent starts is queued', async () => {
    const [first, second] = [await start({ work: false, seed: directory.settings }), await start({ work: false })];

    const starts = Array.from({ length: 10 }, (_, index) =>
      (index % 2 ? first : second).runs.start(JOB, { mode: 'apply', startedBy: null }),
    );
    const outcomes = await Promise.allSettled(starts);

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('a schedule saved in one process is replaced and removed in the other without a restart', async () => {
    const [saving, following] = [await start({ seed: directory.settings }), await start()];
    await saving.jobs.saveSettings(JOB, schedule('0 0 4 * * *'));
    expect(cronJob(saving)?.cronTime.source).toBe('0 0 4 * * *');
    await vi.waitFor(() => expect(cronJob(following)?.cronTime.source).toBe('0 0 4 * * *'), 5_000);

    await saving.jobs.saveSettings(JOB, schedule('0 30 5 * * *'));
    await vi.waitFor(() => expect(cronJob(following)?.cronTime.source).toBe('0 30 5 * * *'), 5_000);
    expect(following.scheduler.getCronJobs().size).toBe(1);

    await saving.jobs.saveSettings(JOB, schedule('0 30 5 * * *', false));
    expect(cronJob(saving)).toBeUndefined();
    await vi.waitFor(() => expect(cronJob(following)).toBeUndefined(), 5_000);
  });

  it('a job that one process deletes is no longer scheduled in the other', async () => {
    const deleting = await start({ seed: directory.settings });
    const following = await start();
    await deleting.jobs.create({ name: 'staff', description: '', dataPool: 'default', changedBy: null });
    await deleting.jobs.saveSettings('staff', {
      ...schedule('0 0 4 * * *'),
      settings: { ...schedule('0 0 4 * * *').settings, search: { baseDn: 'dc=example' } },
    });
    await vi.waitFor(() => expect(cronJob(following, 'staff')).toBeDefined(), 5_000);

    await deleting.jobs.delete('staff');
    expect(cronJob(deleting, 'staff')).toBeUndefined();
    await vi.waitFor(() => expect(cronJob(following, 'staff')).toBeUndefined(), 5_000);
  });

  it('an invalid expression is refused with its field, and the previous schedule is kept', async () => {
    const host = await start({ seed: directory.settings });
    await host.jobs.saveSettings(JOB, schedule('0 0 4 * * *'));

    expect(await host.jobs.saveSettings(JOB, schedule('0 0 25 * * *'))).toMatchObject({
      ok: false,
      errors: [{ field: 'schedule.expression' }],
    });
    expect(cronJob(host)?.cronTime.source).toBe('0 0 4 * * *');
  });

  it('the schedule is restored after a restart; an invalid stored schedule is reported and not applied', async () => {
    const before = await start({ seed: directory.settings });
    await before.jobs.saveSettings(JOB, schedule('0 0 4 * * *'));
    await before.stop();
    hosts = [];
    const after = await start();
    expect(cronJob(after)?.cronTime.source).toBe('0 0 4 * * *');
    await after.stop();
    hosts = [];

    await database.query(`update admin_setting set value = jsonb_set(value, '{schedule,expression}', '"* * *"')`);
    const host = await start();

    expect(cronJob(host)).toBeUndefined();
    expect(await host.jobs.list()).toMatchObject([
      { enabled: false, nextExecution: null, settingsErrors: [{ field: 'schedule.expression' }] },
    ]);
    expect(await host.health.health()).toMatchObject({ schedules: [{ up: false }] });
    await expect(host.runs.start(JOB, { mode: 'apply', startedBy: null })).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
    });
  });

  it('a run whose process has ended is reported once to the metrics of one process', async () => {
    const gone = await start({ work: false, seed: directory.settings });
    await gone.runs.start(JOB, { mode: 'apply', startedBy: null });
    await gone.stop();
    hosts = [];
    await database.query(`update batch_run set status = 'applying', started_at = now()`);

    const finished: FinishedRun[] = [];
    const metrics = { runFinished: (run: FinishedRun) => void finished.push(run) } as SyncMetrics;
    await Promise.all([start({ work: false, metrics }), start({ work: false, metrics })]);

    expect(finished).toMatchObject([{ job: JOB, trigger: 'manual', status: 'failed', counts: { created: 0 } }]);
  });

  it('a disabled add-on is not listed, scheduled or startable; its settings are kept', async () => {
    class SwitchableRegistry extends ProcessRegistry {
      enabled = true;

      register(): Promise<void> {
        return Promise.resolve();
      }

      isEnabled(): Promise<boolean> {
        return Promise.resolve(this.enabled);
      }
    }
    const processRegistry = new SwitchableRegistry();
    const host = await start({ seed: directory.settings, processRegistry });
    await host.jobs.saveSettings(JOB, schedule('0 0 4 * * *'));
    processRegistry.enabled = false;
    await host.events.invalidate(['batch-synchronizations']);

    await vi.waitFor(() => expect(cronJob(host)).toBeUndefined(), 5_000);
    expect(await host.jobs.list()).toEqual([]);
    await expect(host.runs.start(JOB, { mode: 'apply', startedBy: null })).rejects.toMatchObject({
      code: 'ADDON_DISABLED',
    });
    expect(await host.jobs.settings(JOB)).toMatchObject({ settings: { schedule: { expression: '0 0 4 * * *' } } });
  });
});
