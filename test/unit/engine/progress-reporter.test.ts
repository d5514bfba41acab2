import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { LeasedRun, RunStore } from '../../../src/engine/ports/run-store.js';
import { ProgressReporter } from '../../../src/engine/progress-reporter.js';

describe('the progress of a run', () => {
  const report = vi.fn<RunStore['report']>().mockResolvedValue();
  const run = { id: 'run-1', progress: { read: 0, applied: 0, total: null } } as LeasedRun;
  const aReporter = () => new ProgressReporter({ report } as unknown as RunStore, run);

  beforeEach(() => {
    report.mockClear();
    vi.useFakeTimers();
  });
  afterEach(() => void vi.useRealTimers());

  it('is reported at once, and with zeros for what is not known yet', async () => {
    await aReporter().update({ read: 100 });
    expect(report.mock.calls).toEqual([[run, { read: 100, applied: 0, total: null }]]);
  });

  it('is reported at most every 250 milliseconds, without losing a number', async () => {
    const reporter = aReporter();
    await reporter.update({ read: 100 });
    vi.advanceTimersByTime(249);
    await reporter.update({ read: 200, total: 7 });
    expect(report).toHaveBeenCalledOnce();

    vi.advanceTimersByTime(1);
    await reporter.update({ applied: 3 });
    expect(report.mock.lastCall).toEqual([run, { read: 200, applied: 3, total: 7 }]);
  });

  it('is reported regardless of the interval at the end of a stage, which begins a new interval', async () => {
    const reporter = aReporter();
    await reporter.update({ read: 100 });
    await reporter.reportNow({ total: 7 });
    expect(report.mock.lastCall).toEqual([run, { read: 100, applied: 0, total: 7 }]);

    vi.advanceTimersByTime(249);
    await reporter.update({ applied: 1 });
    expect(report).toHaveBeenCalledTimes(2);
  });
});
