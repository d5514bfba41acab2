import type { RunCounts } from './change-kinds.js';
import type { RunMode, RunScope, RunStatus, RunTrigger } from './run.js';

/** The stages of a run whose duration is measured. */
export type RunStage = 'read' | 'plan' | 'apply';

/** A run that ended in this process, or that this process closed because the executing process had ended. */
export interface FinishedRun {
  readonly job: string;
  readonly trigger: RunTrigger;
  readonly mode: RunMode;
  readonly status: RunStatus;
  /** `person`: a run for one person, which says little about the job. */
  readonly scope: RunScope;
  readonly counts: RunCounts;
  /** From acquiring the lease to the end. */
  readonly seconds: number;
}

/**
 * Receives the metrics of the add-on, for a host that exposes them (Prometheus, OpenTelemetry, ...): pass an
 * implementation as `options.metrics`.
 *
 * Methods are called synchronously in the process where the event occurs, so they must return quickly. Exceptions are
 * logged and ignored. Suggested names: `runs_total{status,trigger}` without plans, `plans_total{status,trigger}`,
 * `users_total{outcome}` (from those of `FinishedRun.counts` that add up to `read`), `users_incomplete_total`,
 * `run_stage_seconds{stage}`, `directory_requests_total{operation}`, `directory_errors_total{code}`.
 */
export abstract class SyncMetrics {
  abstract runFinished(run: FinishedRun): void;
  abstract stageFinished(stage: RunStage, seconds: number): void;
  /** A request was sent to a directory: a page of a read, or a health check. */
  abstract directoryRequest(operation: 'page' | 'ping'): void;
  /** A request failed or timed out. `code` is one of `ERROR_CODES`. */
  abstract directoryError(code: string): void;
  /** A notification was sent by a channel, or an attempt failed. Optional: a host without channels has none. */
  notificationFinished?(channel: string, outcome: 'sent' | 'failed'): void;
}
