import type { NotificationChannel } from '../../index.js';
import type { NotificationConfig } from '../config/notification-config.js';
import { MailChannel } from './mail-channel.js';
import { WebhookChannel } from './webhook-channel.js';

/** The channels that are configured. */
export function notificationChannels(config: NotificationConfig): readonly NotificationChannel[] {
  const { webhook, mail } = config;
  return [...(webhook ? [new WebhookChannel(webhook, config)] : []), ...(mail ? [new MailChannel(mail, config)] : [])];
}
