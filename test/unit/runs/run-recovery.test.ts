import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { RunRecovery } from '../../../src/runs/run-recovery.service.js';
import type { RunQueue } from '../../../src/runs/run-queue.service.js';
import type { RunStore } from '../../../src/engine/ports/run-store.js';
import { aJob } from './a-job.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A recovery, and the ends of those that it began: each goes on until it is ended. */
function aRecovery() {
  const ends: (() => void)[] = [];
  const recover = vi.fn<RunStore['recover']>(() => {
    const { promise, resolve } = Promise.withResolvers<[]>();
    ends.push(() => resolve([]));
    return promise;
  });
  const { catalog } = aJob();
  const recovery = new RunRecovery(catalog, { recover } as unknown as RunStore, {} as RunQueue);
  return { recovery, recover, end: (which: number) => ends[which]?.() };
}

it('never begins while the one before is under way, however long that takes', async () => {
  const { recovery, recover, end } = aRecovery();
  recovery.watch();
  await vi.advanceTimersByTimeAsync(300_000);
  expect(recover).toHaveBeenCalledOnce();

  end(0);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(recover).toHaveBeenCalledTimes(2);
});

it('looks after a run that was lost during a recovery as soon as that is over', async () => {
  const { recovery, recover, end } = aRecovery();
  recovery.recoverSoon();
  await vi.advanceTimersByTimeAsync(1_000);
  recovery.recoverSoon();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(recover).toHaveBeenCalledOnce();

  end(0);
  await vi.advanceTimersByTimeAsync(0);
  expect(recover).toHaveBeenCalledTimes(2);
});

it('is waited for when the process shuts down, and begins no more', async () => {
  const { recovery, recover, end } = aRecovery();
  recovery.watch();
  await vi.advanceTimersByTimeAsync(60_000);
  let isShutDown = false;
  const shutdown = recovery.beforeApplicationShutdown().then(() => (isShutDown = true));
  await vi.advanceTimersByTimeAsync(0);
  expect(isShutDown).toBe(false);

  end(0);
  await shutdown;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(recover).toHaveBeenCalledOnce();
});

it('goes on after one that failed', async () => {
  const { recovery, recover } = aRecovery();
  vi.spyOn(Logger.prototype, 'error').mockReturnValue();
  recover.mockRejectedValueOnce(new Error('away'));
  recovery.watch();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(recover).toHaveBeenCalledTimes(2);
});

it('looks after a run that was lost, but not once the process shuts down', async () => {
  const { recovery, recover } = aRecovery();
  recover.mockResolvedValue([]);
  recovery.recoverSoon();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(recover).toHaveBeenCalledOnce();

  await recovery.beforeApplicationShutdown();
  recovery.recoverSoon();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(recover).toHaveBeenCalledOnce();
});
