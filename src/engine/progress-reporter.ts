import type { RunProgress } from '../contract/run.js';
import type { LeasedRun, RunStore } from './ports/run-store.js';

type Progress = Pick<RunProgress, 'read' | 'applied' | 'total'>;

const INTERVAL_MS = 250;

/**
 * Reports the progress of one run: the first update at once, then at most four per second.
 *
 * Each report also checks the lease, so that a process that has lost it stops within a page.
 */
export class ProgressReporter {
  private readonly progress: { -readonly [Name in keyof Progress]: Progress[Name] };
  private reportedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly runs: RunStore,
    private readonly run: LeasedRun,
  ) {
    this.progress = { ...run.progress };
  }

  async update(changed: Partial<Progress>): Promise<void> {
    if (performance.now() - this.reportedAt >= INTERVAL_MS) return this.reportNow(changed);
    Object.assign(this.progress, changed);
  }

  /** Reports regardless of the interval, at the end of a stage. */
  async reportNow(changed: Partial<Progress>): Promise<void> {
    Object.assign(this.progress, changed);
    this.reportedAt = performance.now();
    await this.runs.report(this.run, { ...this.progress });
  }
}
