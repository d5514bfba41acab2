import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { SchedulePreview } from '../../../src/contract/batch-synchronizations.js';
import { JobSchedule, type Timetable } from '../../../src/jobs/ports/job-schedule.js';
import type { RunStarter } from '../../../src/jobs/run-starter.js';
import { ScheduleKeeper } from '../../../src/jobs/schedule-keeper.js';
import { aJob, directorySettings, FakeEvents } from './a-job.js';

class Clock extends JobSchedule {
  readonly wound: string[] = [];
  now: string | undefined;

  set(_name: string, { expression }: Timetable): void {
    this.wound.push(expression);
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
  let keeper: ScheduleKeeper;

  function aKeeper() {
    const job = aJob();
    const clock = new Clock();
    const events = new FakeEvents();
    keeper = new ScheduleKeeper(job.office, job.desk, clock, {} as RunStarter, events);
    return { ...job, clock, events };
  }

  beforeEach(() => {
    for (const level of ['log', 'error'] as const)
      vi.spyOn(Logger.prototype, level).mockImplementation(() => undefined);
  });

  afterEach(() => keeper.beforeApplicationShutdown());

  it('comes back with a restart', async () => {
    const { clock, editor } = aKeeper();
    await editor.save(at('0 0 4 * * *'));
    await keeper.keep();

    expect(clock.now).toBe('0 0 4 * * *');
  });

  it('follows what another process saved', async () => {
    const { clock, editor, events } = aKeeper();
    await keeper.keep();
    await editor.save(at('0 0 4 * * *'));
    events.settingsChanged();
    await vi.waitFor(() => expect(clock.now).toBe('0 0 4 * * *'));

    await editor.save(at('0 0 4 * * *', false));
    events.settingsChanged();
    await vi.waitFor(() => expect(clock.now).toBeUndefined());
  });

  it('goes when the host disables the add-on, and comes back when it enables it', async () => {
    const { clock, editor, events, registry } = aKeeper();
    await editor.save(at('0 0 4 * * *'));
    await keeper.keep();
    registry.enabled = false;
    events.settingsChanged();
    await vi.waitFor(() => expect(clock.now).toBeUndefined());

    registry.enabled = true;
    events.settingsChanged();
    await vi.waitFor(() => expect(clock.now).toBe('0 0 4 * * *'));
  });

  it('is not wound up again when other settings are saved', async () => {
    const { clock, editor } = aKeeper();
    await editor.save(at('0 0 4 * * *'));
    await keeper.keep();
    await editor.save({ settings: { dataPool: { pageSize: 10 } }, changedBy: null });
    await keeper.apply();

    expect(clock.wound).toEqual(['0 0 4 * * *']);
  });

  it('is never what somebody scribbled into the table', async () => {
    const { clock, editor, store } = aKeeper();
    await editor.save(at('0 0 4 * * *'));
    await keeper.keep();
    store.holds({ ...directorySettings, schedule: { enabled: true, expression: '* * * * * * *' } });
    await keeper.apply();

    expect(clock.now).toBeUndefined();
  });

  it('is tried again when the settings could not be read', async () => {
    vi.useFakeTimers();
    const { clock, editor, store } = aKeeper();
    await editor.save(at('0 0 4 * * *'));
    vi.spyOn(store, 'read').mockRejectedValueOnce(new Error('the database is away'));
    await keeper.keep();
    expect(clock.now).toBeUndefined();

    await vi.advanceTimersByTimeAsync(5_000);
    expect(clock.now).toBe('0 0 4 * * *');
    vi.useRealTimers();
  });
});
