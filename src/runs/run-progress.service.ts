import { Injectable } from '@nestjs/common';

import type { RunProgress } from '../contract/run.js';
import { RUN_PROGRESSED, SyncEvents } from '../contract/sync-events.js';
import { RunHistory } from '../engine/ports/run-history.js';
import { runNotFound } from '../engine/run-errors.js';
import { WakeSignal } from './wake-signal.js';

/** Events may be lost, so the progress is also read at this interval. */
const POLL_MS = 3_000;

/** Follows the progress of runs. */
@Injectable()
export class RunProgressService {
  constructor(
    private readonly history: RunHistory,
    private readonly events: SyncEvents,
  ) {}

  /** Yields the current progress, then every change. Ends with the run or when `signal` aborts. Throws `RUN_NOT_FOUND`. */
  async *follow(runId: string, signal: AbortSignal): AsyncGenerator<RunProgress> {
    const wakeSignal = new WakeSignal(signal);
    const unsubscribe = this.events.subscribe((event) => {
      if (event.event === RUN_PROGRESSED && event.runId === runId) wakeSignal.notify();
    });
    try {
      const run = await this.history.run(runId);
      if (!run) throw runNotFound(runId);
      const expected = run.only === null ? ((await this.history.lastGood(run.job))?.counts.read ?? null) : 1;
      let previous: RunProgress | undefined;
      while (!signal.aborted) {
        wakeSignal.reset(); // before reading, so that a later change notifies again
        const stored = await this.history.progress(runId);
        if (!stored) throw runNotFound(runId);
        const progress = { ...stored, expected };
        if (!previous || hasChanged(previous, progress)) yield (previous = progress);
        if (await this.hasEnded(progress)) return;
        await wakeSignal.wait(POLL_MS);
      }
    } finally {
      unsubscribe();
    }
  }

  private async hasEnded({ runId, status }: RunProgress): Promise<boolean> {
    switch (status) {
      case 'queued':
      case 'reading':
      case 'applying':
        return false;
      case 'planned': {
        // A plan ends a moment after it was made. A run becomes one when it needs an approval.
        const plan = await this.history.run(runId);
        return plan?.endedAt !== null;
      }
      default:
        return true;
    }
  }
}

function hasChanged(before: RunProgress, now: RunProgress): boolean {
  return (
    before.status !== now.status ||
    before.read !== now.read ||
    before.applied !== now.applied ||
    before.total !== now.total
  );
}
