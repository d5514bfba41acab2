import { Logger } from '@nestjs/common';
import { expect, it, vi } from 'vitest';

import type { FinishedRun, SyncMetrics } from '../../../src/contract/sync-metrics.js';
import { RunMetrics } from '../../../src/engine/run-metrics.service.js';

const broken = {
  runFinished: () => {
    throw new Error('a bug in the host');
  },
  stageFinished: () => {
    throw new Error('a bug in the host');
  },
  directoryRequest: vi.fn<SyncMetrics['directoryRequest']>(),
  directoryError: vi.fn<SyncMetrics['directoryError']>(),
} satisfies SyncMetrics;

it('ignores exceptions in the metrics of the host', async () => {
  vi.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
  const runMetrics = new RunMetrics({ metrics: broken });

  expect(() => runMetrics.runFinished({} as FinishedRun)).not.toThrow();
  expect(await runMetrics.time('read', () => Promise.resolve(7))).toBe(7);
});

it('measures a stage that fails', async () => {
  const stageFinished = vi.fn<SyncMetrics['stageFinished']>();
  const runMetrics = new RunMetrics({ metrics: { ...broken, stageFinished } });

  await expect(runMetrics.time('plan', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(stageFinished).toHaveBeenCalledWith('plan', expect.any(Number));
});
