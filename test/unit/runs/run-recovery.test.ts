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

it('looks after a run that was lost, but not once the process shuts down', async () => {
  const recover = vi.fn<RunStore['recover']>().mockResolvedValue([]);
  const { catalog } = aJob();
  const recovery = new RunRecovery(catalog, { recover } as unknown as RunStore, {} as RunQueue);
  recovery.recoverSoon();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(recover).toHaveBeenCalledOnce();

  await recovery.beforeApplicationShutdown();
  recovery.recoverSoon();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(recover).toHaveBeenCalledOnce();
});
