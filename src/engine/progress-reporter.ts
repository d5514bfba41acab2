import type { RunProgress } from '../contract/runs.js';
import type { LeasedRun, RunStore } from './ports/run-store.js';

type Numbers = Pick<RunProgress, 'read' | 'applied' | 'total'>;

/** How often watchers hear of a run: often enough to look alive, seldom enough to cost nothing. */
const INTERVAL_MS = 250;

/**
 * Reports the numbers of one run, the first at once and then at most four times a second.
 *
 * Each report also asks whether the run is still ours, so that a process that lost its turn stops within a page.
 */
export class ProgressReporter {
  private readonly numbers = { read: 0, applied: 0, total: null as number | null };
  private reportedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly runs: RunStore,
    private readonly run: LeasedRun,
  ) {}

  async moved(numbers: Partial<Numbers>): Promise<void> {
    if (performance.now() - this.reportedAt >= INTERVAL_MS) return this.now(numbers);
    Object.assign(this.numbers, numbers);
  }

  /** Reports however recent the last report is: at the turn of a stage. */
  async now(numbers: Partial<Numbers>): Promise<void> {
    Object.assign(this.numbers, numbers);
    this.reportedAt = performance.now();
    await this.runs.report(this.run, { ...this.numbers });
  }
}
