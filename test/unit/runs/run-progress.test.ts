import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { RunProgress, RunStatus } from '../../../src/contract/runs.js';
import { RUN_PROGRESSED } from '../../../src/contract/sync-events.js';
import { RunProgressFeed } from '../../../src/runs/run-progress.service.js';
import { aRun, FakeEvents, FakeHistory } from './a-job.js';

describe('watching a run', () => {
  const never = new AbortController();

  function aFeed(mode: 'apply' | 'plan' = 'apply') {
    const history = new FakeHistory();
    const events = new FakeEvents();
    history.known = aRun({ mode, status: 'reading' });
    const moves = (status: RunStatus, read = 0) => {
      history.numbers = { runId: 'run-1', status, read, applied: 0, total: null };
    };
    const tells = () => events.tell({ event: RUN_PROGRESSED, runId: 'run-1', status: 'reading' });
    moves('reading');
    return { history, events, moves, tells, feed: new RunProgressFeed(history, events) };
  }

  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('tells the numbers so far, then each move, and ends with the run', async () => {
    const { feed, moves, tells, events } = aFeed();
    const told: RunProgress[] = [];
    const watching = (async () => {
      for await (const progress of feed.follow('run-1', never.signal)) told.push(progress);
    })();
    await vi.advanceTimersByTimeAsync(0);
    moves('reading', 200);
    tells();
    await vi.advanceTimersByTimeAsync(0);
    tells(); // nothing moved: nothing is told
    await vi.advanceTimersByTimeAsync(0);
    moves('succeeded', 200);
    tells();
    await watching;

    expect(told.map(({ status, read }) => [status, read])).toEqual([
      ['reading', 0],
      ['reading', 200],
      ['succeeded', 200],
    ]);
    expect(events.listening).toBe(0);
  });

  it('hears of the end though the event was lost', async () => {
    const { feed, moves } = aFeed();
    const watching = everything(feed.follow('run-1', never.signal));
    await vi.advanceTimersByTimeAsync(0);
    moves('failed');
    await vi.advanceTimersByTimeAsync(3_000);

    expect((await watching).at(-1)).toMatchObject({ status: 'failed' });
  });

  it('goes through the plan of an apply, and ends with the plan when that was wanted', async () => {
    const apply = aFeed('apply');
    apply.moves('planned');
    const watching = everything(apply.feed.follow('run-1', never.signal));
    await vi.advanceTimersByTimeAsync(0);
    apply.moves('succeeded');
    await vi.advanceTimersByTimeAsync(3_000);
    expect((await watching).map(({ status }) => status)).toEqual(['planned', 'succeeded']);

    const plan = aFeed('plan');
    plan.moves('planned');
    expect(await everything(plan.feed.follow('run-1', never.signal))).toHaveLength(1);
  });

  it('ends, and listens no more, when whoever watches goes away', async () => {
    const { feed, events } = aFeed();
    const leaving = new AbortController();
    const watching = everything(feed.follow('run-1', leaving.signal));
    await vi.advanceTimersByTimeAsync(0);
    leaving.abort();

    expect(await watching).toHaveLength(1);
    expect(events.listening).toBe(0);
  });

  it('refuses a run that does not exist', async () => {
    const { feed, history } = aFeed();
    history.known = undefined;

    await expect(everything(feed.follow('nobody', never.signal))).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' });
  });
});

async function everything(told: AsyncIterable<RunProgress>): Promise<RunProgress[]> {
  const all: RunProgress[] = [];
  for await (const progress of told) all.push(progress);
  return all;
}
