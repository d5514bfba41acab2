import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { JobSchedule, type Schedule, type ScheduleDescription } from '../../../src/engine/ports/job-schedule.js';
import type { RunQueue } from '../../../src/runs/run-queue.service.js';
import { jobKey } from '../../../src/processes/process-catalog.service.js';
import { ScheduleUpdater } from '../../../src/schedule/schedule-updater.service.js';
import { FakeSyncEvents } from '../runs/fake-sync-events.js';
import { aJob, directorySettings } from '../runs/job-fixture.js';

class FakeJobSchedule extends JobSchedule {
  readonly setExpressions: string[] = [];
  private readonly expressions = new Map<string, string>();
  tick = (_scheduledFor: Date) => Promise.resolve();

  /** Of the only scheduled job. */
  get scheduled(): string | undefined {
    return [...this.expressions.values()][0];
  }

  assertNameFree(): void {}

  set(name: string, { expression }: Schedule, tick: (scheduledFor: Date) => Promise<void>): void {
    this.tick = tick;
    this.setExpressions.push(expression);
    this.expressions.set(name, expression);
  }

  remove(name: string): void {
    this.expressions.delete(name);
  }

  next(name: string): Date | null {
    return this.expressions.has(name) ? new Date() : null;
  }

  describe(): ScheduleDescription {
    return { sentence: '', next: [] };
  }

  shortestInterval(): number | null {
    return null;
  }

  firstAfter({ expression }: Schedule): Date | null {
    return expression.endsWith('2020') ? null : new Date();
  }
}

describe('the schedule updater', () => {
  const at = (expression: string, enabled = true) => ({
    settings: { ...directorySettings, schedule: { enabled, expression } },
    changedBy: null,
  });
  let updater: ScheduleUpdater;

  function anUpdater() {
    const fixture = aJob();
    const schedule = new FakeJobSchedule();
    const events = new FakeSyncEvents();
    const queue = { tick: vi.fn<RunQueue['tick']>() };
    updater = new ScheduleUpdater(fixture.catalog, fixture.jobSettings, schedule, queue as never, events);
    return { ...fixture, schedule, events, queue };
  }

  beforeEach(() => {
    for (const level of ['log', 'error'] as const)
      vi.spyOn(Logger.prototype, level).mockImplementation(() => undefined);
  });

  afterEach(async () => {
    await updater.beforeApplicationShutdown();
    vi.useRealTimers();
  });

  it('applies the stored schedule at start', async () => {
    const { schedule, jobSettings, job } = anUpdater();
    await jobSettings.save(job, at('0 0 4 * * *'));
    await updater.start();

    expect(schedule.scheduled).toBe('0 0 4 * * *');
  });

  it('applies what another process saved', async () => {
    const { schedule, events, jobSettings, job } = anUpdater();
    await updater.start();
    await jobSettings.save(job, at('0 0 4 * * *'));
    events.emitSettingsChanged();
    await vi.waitFor(() => expect(schedule.scheduled).toBe('0 0 4 * * *'));

    await jobSettings.save(job, at('0 0 4 * * *', false));
    events.emitSettingsChanged();
    await vi.waitFor(() => expect(schedule.scheduled).toBeUndefined());
  });

  it.each([
    ['is the stored one', at('0 0 4 * * *'), 1],
    ['was switched off a moment ago', at('0 0 4 * * *', false), 0],
    ['was changed a moment ago', at('0 0 5 * * *'), 0],
  ])('a tick counts only if the schedule %s', async (_, saved, ticks) => {
    const { schedule, jobSettings, job, queue } = anUpdater();
    await jobSettings.save(job, at('0 0 4 * * *'));
    await updater.start();
    await jobSettings.save(job, saved);
    await schedule.tick(new Date());

    expect(queue.tick).toHaveBeenCalledTimes(ticks);
  });

  it('removes the schedule when the add-on is disabled, and restores it when it is enabled', async () => {
    const { schedule, events, registry, jobSettings, job } = anUpdater();
    await jobSettings.save(job, at('0 0 4 * * *'));
    await updater.start();
    registry.enabled = false;
    events.emitSettingsChanged();
    await vi.waitFor(() => expect(schedule.scheduled).toBeUndefined());

    registry.enabled = true;
    events.emitSettingsChanged();
    await vi.waitFor(() => expect(schedule.scheduled).toBe('0 0 4 * * *'));
  });

  it('removes the schedule of a job that another process deleted', async () => {
    const { schedule, events, store, catalog, queue, jobSettings, job } = anUpdater();
    const key = jobKey('staff');
    const value = { process: job.symbolicName, description: '', dataPool: 'default' };
    await store.write({ key, value, expectedVersion: 0, changedBy: null, invalidates: [] });
    await jobSettings.save(await catalog.job('staff'), at('0 0 4 * * *'));
    await updater.start();
    expect(schedule.scheduled).toBe('0 0 4 * * *');

    await store.remove({ key });
    await schedule.tick(new Date());
    expect(queue.tick).not.toHaveBeenCalled();
    events.emitSettingsChanged();
    await vi.waitFor(() => expect(schedule.scheduled).toBeUndefined());
  });

  it('does not set the schedule again when other settings are saved', async () => {
    const { schedule, jobSettings, job } = anUpdater();
    await jobSettings.save(job, at('0 0 4 * * *'));
    await updater.start();
    await jobSettings.save(job, { settings: { dataPool: { pageSize: 10 } }, changedBy: null });
    await updater.refresh();

    expect(schedule.setExpressions).toEqual(['0 0 4 * * *']);
  });

  it('does not apply an invalid stored schedule', async () => {
    const { schedule, store, jobSettings, job } = anUpdater();
    await jobSettings.save(job, at('0 0 4 * * *'));
    await updater.start();
    store.overwrite({ ...directorySettings, schedule: { enabled: true, expression: '* * * * * * *' } });
    await updater.refresh();

    expect(schedule.scheduled).toBeUndefined();
  });

  it('removes a schedule whose years are over', async () => {
    const { schedule, jobSettings, job } = anUpdater();
    await jobSettings.save(job, at('0 0 4 * * *'));
    await updater.start();
    await jobSettings.save(job, at('0 0 4 * * ? 2020'));
    await updater.refresh();

    expect(schedule.scheduled).toBeUndefined();
  });

  it('retries when the settings cannot be read', async () => {
    vi.useFakeTimers();
    const { schedule, store, jobSettings, job } = anUpdater();
    await jobSettings.save(job, at('0 0 4 * * *'));
    vi.spyOn(store, 'read').mockRejectedValueOnce(new Error('the database is unreachable'));
    await updater.start();
    expect(schedule.scheduled).toBeUndefined();

    await vi.advanceTimersByTimeAsync(5_000);
    expect(schedule.scheduled).toBe('0 0 4 * * *');
  });
});
