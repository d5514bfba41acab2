import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { RunProgress, RunStatus } from '../../../src/contract/run.js';
import { RUN_PROGRESSED } from '../../../src/contract/sync-events.js';
import { RunProgressService } from '../../../src/runs/run-progress.service.js';
import { aRun, FakeRunHistory } from './fake-runs.js';
import { FakeSyncEvents } from './fake-sync-events.js';

describe('the progress of a run', () => {
  const never = new AbortController();

  function aRunProgress(mode: 'apply' | 'plan' = 'apply') {
    const history = new FakeRunHistory();
    const events = new FakeSyncEvents();
    history.storedRun = aRun({ mode, status: 'reading' });
    const setProgress = (status: RunStatus, read = 0) => {
      history.runProgress = { runId: 'run-1', status, read, applied: 0, total: null };
    };
    const emitProgressed = () => events.emit({ event: RUN_PROGRESSED, runId: 'run-1', status: 'reading' });
    setProgress('reading');
    return { history, events, setProgress, emitProgressed, runProgress: new RunProgressService(history, events) };
  }

  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('yields the current numbers, then each change, and ends with the run', async () => {
    const { runProgress, setProgress, emitProgressed, events } = aRunProgress();
    const yielded: RunProgress[] = [];
    const watching = (async () => {
      for await (const progress of runProgress.follow('run-1', never.signal)) yielded.push(progress);
    })();
    await vi.advanceTimersByTimeAsync(0);
    setProgress('reading', 200);
    emitProgressed();
    await vi.advanceTimersByTimeAsync(0);
    emitProgressed(); // nothing has changed, so nothing is yielded
    await vi.advanceTimersByTimeAsync(0);
    setProgress('succeeded', 200);
    emitProgressed();
    await watching;

    expect(yielded.map(({ status, read }) => [status, read])).toEqual([
      ['reading', 0],
      ['reading', 200],
      ['succeeded', 200],
    ]);
    expect(events.listenerCount).toBe(0);
  });

  it('says about how many entries are expected', async () => {
    const { runProgress, history, setProgress } = aRunProgress();
    setProgress('succeeded', 7);
    history.lastGoodRun = aRun({ counts: { ...aRun().counts, read: 20_000 } });
    expect(await collect(runProgress.follow('run-1', never.signal))).toMatchObject([{ read: 7, expected: 20_000 }]);
    history.lastGoodRun = undefined;
    expect(await collect(runProgress.follow('run-1', never.signal))).toMatchObject([{ expected: null }]);
  });

  it('ends with the run even if the event is lost', async () => {
    const { runProgress, setProgress } = aRunProgress();
    const watching = collect(runProgress.follow('run-1', never.signal));
    await vi.advanceTimersByTimeAsync(0);
    setProgress('failed');
    await vi.advanceTimersByTimeAsync(3_000);

    expect((await watching).at(-1)).toMatchObject({ status: 'failed' });
  });

  it('continues after the plan in mode "apply" and ends with it in mode "plan"', async () => {
    const apply = aRunProgress('apply');
    apply.setProgress('planned');
    const watching = collect(apply.runProgress.follow('run-1', never.signal));
    await vi.advanceTimersByTimeAsync(0);
    apply.setProgress('succeeded');
    await vi.advanceTimersByTimeAsync(3_000);
    expect((await watching).map(({ status }) => status)).toEqual(['planned', 'succeeded']);

    const plan = aRunProgress('plan');
    plan.setProgress('planned');
    plan.history.storedRun = aRun({ mode: 'plan', status: 'planned', endedAt: null });
    let isOver = false;
    const planning = collect(plan.runProgress.follow('run-1', never.signal)).finally(() => (isOver = true));
    await vi.advanceTimersByTimeAsync(3_000);
    expect(isOver).toBe(false);
    plan.history.storedRun = aRun({ mode: 'plan', status: 'planned', endedAt: new Date() });
    plan.emitProgressed();
    expect(await planning).toHaveLength(1);
  });

  it('ends with a run that turns out to need an approval', async () => {
    const { runProgress, history, setProgress } = aRunProgress('apply');
    const watching = collect(runProgress.follow('run-1', never.signal));
    await vi.advanceTimersByTimeAsync(0);
    history.storedRun = aRun({ mode: 'plan', status: 'planned', endedAt: new Date() });
    setProgress('planned');
    await vi.advanceTimersByTimeAsync(3_000);

    expect((await watching).map(({ status }) => status)).toEqual(['reading', 'planned']);
  });

  it('ends and unsubscribes when the caller aborts', async () => {
    const { runProgress, events } = aRunProgress();
    const caller = new AbortController();
    const watching = collect(runProgress.follow('run-1', caller.signal));
    await vi.advanceTimersByTimeAsync(0);
    caller.abort();

    expect(await watching).toHaveLength(1);
    expect(events.listenerCount).toBe(0);
  });

  it('throws for a run that does not exist', async () => {
    const { runProgress, history } = aRunProgress();
    history.runProgress = undefined;

    await expect(collect(runProgress.follow('unknown', never.signal))).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' });
  });
});

async function collect(yielded: AsyncIterable<RunProgress>): Promise<RunProgress[]> {
  const all: RunProgress[] = [];
  for await (const progress of yielded) all.push(progress);
  return all;
}
