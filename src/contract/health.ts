import type { QueueHealth } from './dispatcher.js';
import type { ErrorCode, FieldError } from './error-codes.js';

export interface DirectoryHealth {
  readonly dataPool: string;
  readonly up: boolean;
  /** Why it is not up; null when it is. */
  readonly code: ErrorCode | null;
}

export interface ScheduleHealth {
  readonly job: string;
  /** Whether the schedule of this process is as the stored settings say. */
  readonly up: boolean;
  readonly enabled: boolean;
  readonly nextExecution: Date | null;
  readonly errors: readonly FieldError[];
}

export interface LastGoodRun {
  readonly job: string;
  /** Null before the first good run. */
  readonly endedAt: Date | null;
  readonly ageSeconds: number | null;
}

/** Health of this process and of what it depends on, for an operator's monitoring. */
export interface SyncHealth {
  readonly database: { readonly up: boolean };
  /** One per data pool. */
  readonly directories: readonly DirectoryHealth[];
  /** One per job. */
  readonly schedules: readonly ScheduleHealth[];
  readonly queue: QueueHealth;
  /** One per job. */
  readonly lastGoodRuns: readonly LastGoodRun[];
}

/** Answers within a few seconds and never throws. */
export abstract class BatchSyncHealth {
  abstract health(): Promise<SyncHealth>;
}
