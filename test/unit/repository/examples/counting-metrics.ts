import { type FinishedRun, type RunStage, SyncMetrics } from '../../../../src/index.js';

/** Counters by name and label; hand them to the metrics library of the host. */
export class CountingMetrics extends SyncMetrics {
  readonly counters = new Map<string, number>();

  runFinished({ job, mode, status, counts }: FinishedRun): void {
    // A plan has changed nobody, and one that fails is no failed run.
    if (mode === 'plan') return this.add(`plans_total{job="${job}",status="${status}"}`, 1);
    this.add(`runs_total{job="${job}",status="${status}"}`, 1);
    // These add up to `read`. The other counts are of people who are among them, or were not read.
    for (const outcome of ['created', 'updated', 'activated', 'unchanged', 'problems', 'inactive'] as const)
      this.add(`users_total{outcome="${outcome}"}`, counts[outcome]);
    this.add('users_incomplete_total', counts.incomplete);
  }

  stageFinished(stage: RunStage, seconds: number): void {
    this.add(`run_stage_seconds{stage="${stage}"}`, seconds);
  }

  directoryRequest(operation: 'page' | 'ping'): void {
    this.add(`directory_requests_total{operation="${operation}"}`, 1);
  }

  directoryError(code: string): void {
    this.add(`directory_errors_total{code="${code}"}`, 1);
  }

  private add(name: string, value: number): void {
    this.counters.set(name, (this.counters.get(name) ?? 0) + value);
  }
}
