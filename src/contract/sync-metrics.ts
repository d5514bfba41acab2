import type { RunCounts } from './change-kinds.js';
import type { RunStatus, RunTrigger } from './runs.js';

/** The parts of a run whose duration is measured. */
export type RunStage = 'read' | 'plan' | 'apply';

/** A run that came to its end in this process, or that this process closed because its own was gone. */
export interface FinishedRun {
  readonly job: string;
  readonly trigger: RunTrigger;
  readonly status: RunStatus;
  readonly counts: RunCounts;
  /** From taking the turn to the end. */
  readonly seconds: number;
}

/**
 * What the add-on tells about its work, for a host that exposes it (Prometheus, OpenTelemetry, ...): pass one as
 * `options.metrics`. By default nobody listens.
 *
 * Each method is called in the process where the thing happened, never blocks the run and must not throw; what it
 * throws is logged and dropped. Suggested names: `runs_total{status,trigger}`, `users_total{outcome}` (from
 * `FinishedRun.counts`), `run_stage_seconds{stage}`, `directory_requests_total{operation}`,
 * `directory_errors_total{code}`.
 */
export abstract class SyncMetrics {
  abstract runFinished(run: FinishedRun): void;
  abstract stageFinished(stage: RunStage, seconds: number): void;
  /** One request was sent to a directory: a page of a read, or a health check. */
  abstract directoryRequest(operation: 'page' | 'ping'): void;
  /** A directory refused, failed or fell silent. `code` is one of `ERROR_CODES`. */
  abstract directoryError(code: string): void;
}
