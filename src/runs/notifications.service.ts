import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';

import { describeError } from '../contract/describe-error.js';
import type { NotificationChannel, SyncNotification } from '../contract/notifications.js';
import { ADDON_OPTIONS, type LdapAddonBatchSyncOptions } from '../contract/options.js';
import { NotificationOutbox } from '../engine/ports/notification-outbox.js';
import { RunMetrics } from '../engine/run-metrics.service.js';
import { ProcessCatalog } from '../processes/process-catalog.service.js';
import { OverdueJobs } from './overdue-jobs.service.js';

const INTERVAL_MS = 5_000;
const OVERDUE_INTERVAL_MS = 60_000;
/** Shorter than the pause before another attempt. */
const SEND_TIMEOUT_MS = 30_000;

/** Hands notifications to the channels of the host, in the processes that take runs. */
@Injectable()
export class NotificationsService implements BeforeApplicationShutdown {
  private readonly log = new Logger('Notifications');
  private readonly channels: readonly NotificationChannel[];
  private readonly intervals: NodeJS.Timeout[] = [];
  private sending: Promise<void> | undefined;
  private isShuttingDown = false;

  constructor(
    @Inject(ADDON_OPTIONS) { notifications = [] }: Pick<LdapAddonBatchSyncOptions, 'notifications'>,
    private readonly outbox: NotificationOutbox,
    private readonly catalog: ProcessCatalog,
    private readonly overdue: OverdueJobs,
    private readonly metrics: RunMetrics,
  ) {
    this.channels = notifications;
  }

  /** Sends what is due, and looks for jobs that are overdue, periodically. Does nothing without a channel. */
  watch(): void {
    if (this.channels.length === 0) return;
    const send = () => void (this.sending ??= this.sendDue().finally(() => (this.sending = undefined)));
    this.intervals.push(
      setInterval(send, INTERVAL_MS).unref(),
      setInterval(() => void this.storeOverdue(), OVERDUE_INTERVAL_MS).unref(),
    );
  }

  /** Never rejects: a receiver that is down must not harm anything else. */
  async sendDue(): Promise<void> {
    try {
      while (!this.isShuttingDown) {
        const claimed = await this.outbox.claim();
        if (!claimed) return;
        const { notification, sentBy } = claimed;
        const open = this.channels.filter(({ name }) => !sentBy.includes(name));
        const named = { ...notification, displayName: await this.catalog.displayNameOf(notification.job) };
        const sent = await Promise.all(open.map((channel) => this.send(channel, named)));
        if (sent.every(Boolean)) await this.outbox.finish(notification.id);
      }
    } catch (error) {
      this.log.warn(`Notifications cannot be read. ${describeError(error)}`);
    }
  }

  /** Never rejects. */
  async storeOverdue(): Promise<void> {
    try {
      for (const { job, expectedBy } of await this.overdue.find()) await this.outbox.storeOverdue(job, expectedBy);
    } catch (error) {
      this.log.warn(`Whether jobs are overdue cannot be checked. ${describeError(error)}`);
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isShuttingDown = true;
    this.intervals.forEach((interval) => clearInterval(interval));
    await this.sending;
  }

  private async send(channel: NotificationChannel, notification: SyncNotification): Promise<boolean> {
    const { id, kind } = notification;
    try {
      await withinTimeout(channel.send(notification));
      await this.outbox.sent(id, channel.name);
      this.metrics.notificationFinished(channel.name, 'sent');
      return true;
    } catch (error) {
      this.metrics.notificationFinished(channel.name, 'failed');
      this.log.warn(`Notification ${id} (${kind}) could not be sent by ${channel.name}. ${describeError(error)}`);
      return false;
    }
  }
}

async function withinTimeout(sending: Promise<void>): Promise<void> {
  const { promise: expired, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('The channel did not respond within 30 seconds.')), SEND_TIMEOUT_MS);
  try {
    await Promise.race([sending, expired]);
  } finally {
    clearTimeout(timer);
  }
}
