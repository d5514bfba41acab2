import { Inject, Injectable, Logger } from '@nestjs/common';

import { ADDON_OPTIONS, type LdapAddonBatchSyncOptions } from '../contract/options.js';
import type { FinishedRun, RunStage, SyncMetrics } from '../contract/sync-metrics.js';

/** Passes metrics to the host. An exception in the host's implementation does not affect the run. */
@Injectable()
export class RunMetrics {
  private readonly log = new Logger(RunMetrics.name);

  constructor(@Inject(ADDON_OPTIONS) private readonly options: Pick<LdapAddonBatchSyncOptions, 'metrics'>) {}

  runFinished(run: FinishedRun): void {
    this.notify((metrics) => metrics.runFinished(run));
  }

  directoryRequest(operation: 'page' | 'ping'): void {
    this.notify((metrics) => metrics.directoryRequest(operation));
  }

  directoryError(code: string): void {
    this.notify((metrics) => metrics.directoryError(code));
  }

  notificationFinished(channel: string, outcome: 'sent' | 'failed'): void {
    this.notify((metrics) => metrics.notificationFinished?.(channel, outcome));
  }

  /** Measures the duration of `work`, also when it fails. */
  async time<T>(stage: RunStage, work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    try {
      return await work();
    } finally {
      this.notify((metrics) => metrics.stageFinished(stage, (performance.now() - startedAt) / 1000));
    }
  }

  private notify(call: (metrics: SyncMetrics) => void): void {
    if (!this.options.metrics) return;
    try {
      call(this.options.metrics);
    } catch (error) {
      this.log.error('The metrics of the host threw an exception, which was ignored.', error);
    }
  }
}
