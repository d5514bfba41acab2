import { Inject, Injectable, Logger } from '@nestjs/common';

import { ADDON_OPTIONS, type LdapAddonBatchSyncOptions } from '../contract/options.js';
import type { FinishedRun, RunStage, SyncMetrics } from '../contract/sync-metrics.js';

/** Tells the host's metrics what happened; a host's mistake there never reaches a run. */
@Injectable()
export class RunMetrics {
  private readonly log = new Logger(RunMetrics.name);

  constructor(@Inject(ADDON_OPTIONS) private readonly options: Pick<LdapAddonBatchSyncOptions, 'metrics'>) {}

  runFinished(run: FinishedRun): void {
    this.tell((metrics) => metrics.runFinished(run));
  }

  directoryRequest(operation: 'page' | 'ping'): void {
    this.tell((metrics) => metrics.directoryRequest(operation));
  }

  directoryError(code: string): void {
    this.tell((metrics) => metrics.directoryError(code));
  }

  /** Runs `work` and tells how long it took, whether it succeeded or not. */
  async time<T>(stage: RunStage, work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    try {
      return await work();
    } finally {
      this.tell((metrics) => metrics.stageFinished(stage, (performance.now() - startedAt) / 1000));
    }
  }

  private tell(what: (metrics: SyncMetrics) => void): void {
    if (!this.options.metrics) return;
    try {
      what(this.options.metrics);
    } catch (error) {
      this.log.error('The metrics of the host threw; dropped.', error);
    }
  }
}
