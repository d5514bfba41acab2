import type { NotificationHealth } from '../../contract/health.js';
import type { SyncNotification } from '../../contract/notifications.js';

export interface ClaimedNotification {
  readonly notification: Omit<SyncNotification, 'displayName'>;
  /** Names of the channels that have sent it. */
  readonly sentBy: readonly string[];
}

/** Notifications that wait to be sent. Events of runs are stored in the transaction that ends the run. */
export abstract class NotificationOutbox {
  /** Stores that no run of the job has succeeded by this time; once. */
  abstract storeOverdue(job: string, expectedBy: Date): Promise<void>;
  /** The next one that is due, for this process alone. The next attempt is due later with each call. */
  abstract claim(): Promise<ClaimedNotification | undefined>;
  abstract sent(id: string, channel: string): Promise<void>;
  /** All channels have sent it. */
  abstract finish(id: string): Promise<void>;
  abstract health(): Promise<NotificationHealth>;
}
