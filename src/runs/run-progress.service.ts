import { Injectable } from '@nestjs/common';

import type { Run, RunProgress } from '../contract/runs.js';
import { RUN_PROGRESSED, SyncEvents } from '../contract/sync-events.js';
import { RunHistory } from '../engine/ports/run-history.js';
import { WakeSignal } from './wake-signal.js';
import { runNotFound } from './run-not-found.js';

/** Events are delivered at most once: without one for this long the numbers are read anyway. */
const REREAD_MS = 3_000;

/** Lets somebody watch a run. */
@Injectable()
export class RunProgressFeed {
  constructor(
    private readonly history: RunHistory,
    private readonly events: SyncEvents,
  ) {}

  /** The numbers so far, then each time they moved; ends with the run or when `signal` aborts. Throws `RUN_NOT_FOUND`. */
  async *follow(runId: string, signal: AbortSignal): AsyncGenerator<RunProgress> {
    const bell = new WakeSignal(signal);
    const unsubscribe = this.events.subscribe((event) => {
      if (event.event === RUN_PROGRESSED && event.runId === runId) bell.notify();
    });
    try {
      const run = await this.history.run(runId);
      if (!run) throw runNotFound(runId);
      let told: RunProgress | undefined;
      while (!signal.aborted) {
        bell.reset(); // before reading: what moves from here on rings again
        const progress = await this.history.progress(runId);
        if (!progress) throw runNotFound(runId);
        if (!told || hasMoved(told, progress)) yield (told = progress);
        if (isOver(run, progress)) return;
        await bell.wait(REREAD_MS);
      }
    } finally {
      unsubscribe();
    }
  }
}

function hasMoved(before: RunProgress, now: RunProgress): boolean {
  return (
    before.status !== now.status ||
    before.read !== now.read ||
    before.applied !== now.applied ||
    before.total !== now.total
  );
}

function isOver({ mode }: Run, { status }: RunProgress): boolean {
  switch (status) {
    case 'queued':
    case 'reading':
    case 'applying':
      return false;
    case 'planned':
      return mode === 'plan'; // an apply passes through
    default:
      return true;
  }
}
