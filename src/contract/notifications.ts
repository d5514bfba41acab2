import type { RunCounts } from './change-kinds.js';
import type { ErrorCode } from './error-codes.js';
import type { RunStatus, RunTrigger } from './run.js';
import type { MessageParameters } from './sync-error.js';

/** What hosts may want to tell people: a run that needs attention, or a job of which no run succeeds. */
export const NOTIFICATION_KINDS = ['run.failed', 'run.stopped', 'run.awaits-approval', 'job.overdue'] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** The run of a notification, as it was when the event occurred. Counts only, nothing about single people. */
export interface NotifiedRun {
  readonly id: string;
  readonly status: RunStatus;
  readonly trigger: RunTrigger;
  readonly counts: Partial<RunCounts>;
  readonly reason: { readonly code: ErrorCode; readonly params: MessageParameters } | null;
}

export interface SyncNotification {
  /** The same in each attempt, so that a receiver can recognize a repetition. */
  readonly id: string;
  readonly kind: NotificationKind;
  readonly job: string;
  /** As pages name the job: by its process, a further one also by its own name. */
  readonly displayName: string;
  /** When it happened. */
  readonly at: Date;
  /** Null for `job.overdue`. */
  readonly run: NotifiedRun | null;
  /** Of `job.overdue`: when a run should have succeeded at the latest. Otherwise null. */
  readonly expectedBy: Date | null;
}

/**
 * A way to tell people, for a host that has one: pass implementations as `options.notifications`.
 *
 * An event is stored in the transaction that ends the run, and handed to each channel until `send` resolves: at most
 * twelve times within about six hours. An event may arrive twice if the process dies between the two.
 */
export abstract class NotificationChannel {
  /** Distinguishes the channels of a host, for example `mail`. Stays the same. */
  abstract readonly name: string;
  /** Resolves when the receiver has the message. Otherwise, or after 30 seconds, another attempt follows. */
  abstract send(notification: SyncNotification): Promise<void>;
}
