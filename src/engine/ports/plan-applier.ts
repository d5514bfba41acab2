import type { LeasedRun } from './run-store.js';

/** Walks the plan. */
export abstract class PlanApplier {
  /**
   * Applies the planned changes in chunks, each one transaction: users, links and journal rows together, guarded by the
   * run's fence. A row that the database refuses becomes a problem and its change `refused`; the rest of its chunk is
   * written. Yields the number applied so far after each chunk; stops between chunks when `signal` aborts.
   */
  abstract apply(run: LeasedRun, chunkSize: number | undefined, signal: AbortSignal): AsyncIterable<number>;
}
