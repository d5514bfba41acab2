import type { LeasedRun } from './run-store.js';

/** Applies plans. */
export abstract class PlanApplier {
  /**
   * Applies the planned changes in chunks. Each chunk is one transaction that writes users, links and journal rows and
   * checks the run's fencing token. A row that the database refuses becomes a problem and its change `refused`; the rest
   * of the chunk is written. Throws `WRITES_REFUSED` if the database refuses the whole rest of the plan for one cause. Yields
   * the number of applied changes after each chunk; stops between chunks when `signal` aborts.
   */
  abstract apply(run: LeasedRun, chunkSize: number | undefined, signal: AbortSignal): AsyncIterable<number>;
}
