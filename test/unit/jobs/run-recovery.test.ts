import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { RunRecovery } from '../../../src/jobs/run-recovery.js';
import type { RunStarter } from '../../../src/jobs/run-starter.js';
import type { ProcessOffice } from '../../../src/process/process-office.js';
import type { Runs } from '../../../src/sync/ports/runs.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('looks after a run that was lost, but not once the process shuts down', async () => {
  const recover = vi.fn<Runs['recover']>().mockResolvedValue([]);
  const office = { symbolicName: 'LDAPAddonBatchSync' } as ProcessOffice;
  const recovery = new RunRecovery(office, { recover } as unknown as Runs, {} as RunStarter);
  recovery.recoverSoon();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(recover).toHaveBeenCalledOnce();

  await recovery.beforeApplicationShutdown();
  recovery.recoverSoon();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(recover).toHaveBeenCalledOnce();
});
