import type { RunMode, RunTrigger } from './run.js';

/** A request to execute a queued run in one of the processes. */
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

/** Delivers each queued run to one process. The default implementation uses pg-boss on PostgreSQL. */
export abstract class Dispatcher {
  /**
   * Queues the run for the first process that takes it. Does nothing while the run waits in the queue. Called again every
   * few seconds until a process has begun the run: the process that took it from the queue may have died.
   */
  abstract dispatch(request: DispatchRequest): Promise<void>;
  /** Takes queued runs in this process, one at a time. `signal` aborts when the process shuts down. */
  abstract work(handler: (request: DispatchRequest, signal: AbortSignal) => Promise<void>): Promise<void>;
  abstract health(): Promise<QueueHealth>;
}
