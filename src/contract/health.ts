import type { QueueHealth } from './dispatcher.js';
import type { ErrorCode, FieldError } from './error-codes.js';

export interface DirectoryHealth {
  readonly dataPool: string;
  readonly up: boolean;
  /** Why the directory is down; null when it is up. */
  readonly code: ErrorCode | null;
}

export interface ScheduleHealth {
  readonly job: string;
  /** Whether the schedule of this process matches the stored settings. */
  readonly up: boolean;
  readonly enabled: boolean;
  /** Null if nothing is scheduled, or if the schedule is paused. */
  readonly nextExecution: Date | null;
  /** `SCHEDULE_PAUSED` while the schedule starts no runs, because the directory rejected the bind. */
  readonly code: ErrorCode | null;
  readonly errors: readonly FieldError[];
}

export interface LastGoodRun {
  readonly job: string;
  /** Null before the first successful run. */
  readonly endedAt: Date | null;
  readonly ageSeconds: number | null;
}

export interface DatabaseHealth {
  readonly up: boolean;
  /** The state of the database that the last run of a job failed with (`DATABASE_...`); null when there is none. */
  readonly code: ErrorCode | null;
}

/** Notifications that are still to be sent, and those of the last day that could not be sent at all. */
export interface NotificationHealth {
  readonly waiting: number;
  readonly failed: number;
}

/** Health of this process and of its dependencies. */
export interface SyncHealth {
  readonly database: DatabaseHealth;
  /** One per data pool. */
  readonly directories: readonly DirectoryHealth[];
  /** One per job. */
  readonly schedules: readonly ScheduleHealth[];
  readonly queue: QueueHealth;
  /** One per job. */
  readonly lastGoodRuns: readonly LastGoodRun[];
  /** Null without a channel. */
  readonly notifications: NotificationHealth | null;
}

/** Health checks for monitoring. */
export abstract class BatchSyncHealth {
  /** Resolves within a few seconds and never rejects. */
  abstract health(): Promise<SyncHealth>;
}
