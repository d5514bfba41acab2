import type { RunMode, RunTrigger } from './runs.js';

/** "Run this job once, somewhere." */
export interface DispatchRequest {
  readonly runId: string;
  /** Name of the job. */
  readonly job: string;
  readonly mode: RunMode;
  readonly trigger: RunTrigger;
}

export interface QueueHealth {
  readonly up: boolean;
  readonly queued: number;
  readonly active: number;
}

/** Brings a queued run to one process. The add-on brings one on PostgreSQL (pg-boss). */
export abstract class Dispatcher {
  /** Hands the run to whichever process takes it first. Asking again for a run that is queued already does nothing. */
  abstract dispatch(request: DispatchRequest): Promise<void>;
  /** Takes runs in this process, one at a time. `signal` aborts when the process shuts down. */
  abstract work(handler: (request: DispatchRequest, signal: AbortSignal) => Promise<void>): Promise<void>;
  abstract health(): Promise<QueueHealth>;
}
