import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { SchedulePreview } from '../../../src/contract/jobs.js';
import { JobSchedule, type Schedule } from '../../../src/engine/ports/job-schedule.js';
import type { RunQueue } from '../../../src/runs/run-queue.service.js';
import { ScheduleUpdater } from '../../../src/schedule/schedule-updater.service.js';
import { aJob, directorySettings, FakeEvents } from '../runs/a-job.js';

class Clock extends JobSchedule {
  readonly settings: string[] = [];
  now: string | undefined;

  set(_name: string, { expression }: Schedule): void {
    this.settings.push(expression);
    this.now = expression;
  }

  remove(): void {
    this.now = undefined;
  }

  next(): Date | null {
    return this.now === undefined ? null : new Date();
  }

  preview(): SchedulePreview {
    return { ok: true, sentence: '', next: [] };
  }

  firstAfter(): Date | null {
    return null;
  }
}

describe('the schedule that is kept', () => {
  const at = (expression: string, enabled = true) => ({
    settings: { ...directorySettings, schedule: { enabled, expression } },
    changedBy: null,
  });
  let updater: ScheduleUpdater;

  function anUpdater() {
    const around = aJob();
    const clock = new Clock();
    const events = new FakeEvents();
    updater = new ScheduleUpdater(around.catalog, around.jobSettings, clock, {} as RunQueue, events);
    return { ...around, clock, events };
  }

  beforeEach(() => {
    for (const level of ['log', 'error'] as const)
      vi.spyOn(Logger.prototype, level).mockImplementation(() => undefined);
  });

  afterEach(() => updater.beforeApplicationShutdown());

  it('comes back with a restart', async () => {
    const { clock, jobSettings, job } = anUpdater();
    await jobSettings.save(job, at('0 0 4 * * *'));
    await updater.start();

    expect(clock.now).toBe('0 0 4 * * *');
  });

  it('follows what another process saved', async () => {
    const { clock, events, jobSettings, job } = anUpdater();
    await updater.start();
    await jobSettings.save(job, at('0 0 4 * * *'));
    events.settingsChanged();
    await vi.waitFor(() => expect(clock.now).toBe('0 0 4 * * *'));

    await jobSettings.save(job, at('0 0 4 * * *', false));
    events.settingsChanged();
    await vi.waitFor(() => expect(clock.now).toBeUndefined());
  });

  it('goes when the host disables the add-on, and comes back when it enables it', async () => {
    const { clock, events, registry, jobSettings, job } = anUpdater();
    await jobSettings.save(job, at('0 0 4 * * *'));
    await updater.start();
    registry.enabled = false;
    events.settingsChanged();
    await vi.waitFor(() => expect(clock.now).toBeUndefined());

    registry.enabled = true;
    events.settingsChanged();
    await vi.waitFor(() => expect(clock.now).toBe('0 0 4 * * *'));
  });

  it('is not set again when other settings are saved', async () => {
    const { clock, jobSettings, job } = anUpdater();
    await jobSettings.save(job, at('0 0 4 * * *'));
    await updater.start();
    await jobSettings.save(job, { settings: { dataPool: { pageSize: 10 } }, changedBy: null });
    await updater.refresh();

    expect(clock.settings).toEqual(['0 0 4 * * *']);
  });

  it('is never what somebody scribbled into the table', async () => {
    const { clock, store, jobSettings, job } = anUpdater();
    await jobSettings.save(job, at('0 0 4 * * *'));
    await updater.start();
    store.holds({ ...directorySettings, schedule: { enabled: true, expression: '* * * * * * *' } });
    await updater.refresh();

    expect(clock.now).toBeUndefined();
  });

  it('is tried again when the settings could not be read', async () => {
    vi.useFakeTimers();
    const { clock, store, jobSettings, job } = anUpdater();
    await jobSettings.save(job, at('0 0 4 * * *'));
    vi.spyOn(store, 'read').mockRejectedValueOnce(new Error('the database is away'));
    await updater.start();
    expect(clock.now).toBeUndefined();

    await vi.advanceTimersByTimeAsync(5_000);
    expect(clock.now).toBe('0 0 4 * * *');
    vi.useRealTimers();
  });
});
