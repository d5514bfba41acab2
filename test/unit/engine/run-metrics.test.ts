import { Logger } from '@nestjs/common';
import { expect, it, vi } from 'vitest';

import type { FinishedRun, SyncMetrics } from '../../../src/contract/sync-metrics.js';
import { RunMetrics } from '../../../src/engine/run-metrics.service.js';

const broken = {
  runFinished: () => {
    throw new Error('the host forgot something');
  },
  stageFinished: () => {
    throw new Error('the host forgot something');
  },
  directoryRequest: vi.fn<SyncMetrics['directoryRequest']>(),
  directoryError: vi.fn<SyncMetrics['directoryError']>(),
} satisfies SyncMetrics;

it('a mistake in the metrics of the host never reaches a run', async () => {
  vi.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
  const meter = new RunMetrics({ metrics: broken });

  expect(() => meter.runFinished({} as FinishedRun)).not.toThrow();
  expect(await meter.time('read', () => Promise.resolve(7))).toBe(7);
});

it('a stage is timed also when it fails', async () => {
  const stageFinished = vi.fn<SyncMetrics['stageFinished']>();
  const meter = new RunMetrics({ metrics: { ...broken, stageFinished } });

  await expect(meter.time('plan', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(stageFinished).toHaveBeenCalledWith('plan', expect.any(Number));
});
