import { setTimeout } from 'node:timers/promises';

import { Injectable, Logger } from '@nestjs/common';

import { describeError } from '../contract/describe-error.js';
import { SyncError } from '../contract/sync-error.js';
import { RunStore } from '../engine/ports/run-store.js';

/** How late a process learns that its run was cancelled, if another process took the request. */
const INTERVAL_MS = 300;

/** Tells the process that executes a run that someone has cancelled it, also while it waits for the directory. */
@Injectable()
export class RunCancellations {
  private readonly log = new Logger(RunCancellations.name);

  constructor(private readonly runs: RunStore) {}

  /**
   * Performs the work of a run.
   *
   * @param work gets a signal that aborts with `interruption`, and with the reason `RUN_CANCELLED` when the run is cancelled.
   */
  async watch<T>(runId: string, interruption: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const [cancellation, end] = [new AbortController(), new AbortController()];
    void this.abortWhenRequested(runId, cancellation, end.signal);
    try {
      return await work(AbortSignal.any([interruption, cancellation.signal]));
    } finally {
      end.abort();
    }
  }

  private async abortWhenRequested(runId: string, cancellation: AbortController, end: AbortSignal): Promise<void> {
    while (!end.aborted && !cancellation.signal.aborted) {
      if (await this.isRequested(runId)) cancellation.abort(new SyncError('RUN_CANCELLED'));
      else await setTimeout(INTERVAL_MS, undefined, { ref: false, signal: end }).catch(() => undefined);
    }
  }

  /** A database that cannot be asked ends the run by itself. */
  private async isRequested(runId: string): Promise<boolean> {
    return this.runs.isCancelRequested(runId).catch((error: unknown) => {
      this.log.debug(`Run ${runId}: it is not known whether it was cancelled. ${describeError(error)}`);
      return false;
    });
  }
}
