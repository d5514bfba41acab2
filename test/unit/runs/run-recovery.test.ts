import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import type { Run } from '../../../src/contract/run.js';
import { RECOVERY_INTERVAL_MS, RunRecovery } from '../../../src/runs/run-recovery.service.js';
import type { RunQueue } from '../../../src/runs/run-queue.service.js';
import type { RunStore } from '../../../src/engine/ports/run-store.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A recovery whose passes last until `end` is called with their index. */
function aRecovery() {
  const ends: (() => void)[] = [];
  const recover = vi.fn<RunStore['recover']>(() => {
    const { promise, resolve } = Promise.withResolvers<[]>();
    ends.push(() => resolve([]));
    return promise;
  });
  const recovery = new RunRecovery({ recover } as unknown as RunStore, {} as RunQueue);
  return { recovery, recover, end: (index: number) => ends[index]?.() };
}

it('never starts while the previous recovery is running', async () => {
  const { recovery, recover, end } = aRecovery();
  recovery.watch();
  await vi.advanceTimersByTimeAsync(300_000);
  expect(recover).toHaveBeenCalledOnce();

  end(0);
  await vi.advanceTimersByTimeAsync(RECOVERY_INTERVAL_MS);
  expect(recover).toHaveBeenCalledTimes(2);
});

it('runs again at once when it was requested during a recovery', async () => {
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

it('is awaited at shutdown and not started again', async () => {
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

it('logs a failure that lasts once, and again after it was gone', async () => {
  const { recovery, recover } = aRecovery();
  const log = vi.spyOn(Logger.prototype, 'error').mockReturnValue();
  const failure = new Error('unreachable');
  recover
    .mockRejectedValueOnce(failure)
    .mockRejectedValueOnce(failure)
    .mockResolvedValueOnce([])
    .mockRejectedValueOnce(failure);
  recovery.watch();
  await vi.advanceTimersByTimeAsync(4 * RECOVERY_INTERVAL_MS);
  expect(recover).toHaveBeenCalledTimes(4);
  expect(log).toHaveBeenCalledTimes(2);
});

it('dispatches the runs that wait for their turn in the order of queuing', async () => {
  const runs = ['first', 'second'].map((id) => ({ id }) as Run);
  const { recover } = aRecovery();
  recover.mockResolvedValueOnce(runs);
  const enqueue = vi.fn<RunQueue['enqueue']>();
  const recovery = new RunRecovery({ recover } as unknown as RunStore, { enqueue } as unknown as RunQueue);

  await recovery.recover();

  expect(enqueue.mock.calls).toEqual(runs.map((run) => [run]));
});

it('runs soon after a run broke off, but not after shutdown', async () => {
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
