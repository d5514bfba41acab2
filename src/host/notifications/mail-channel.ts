import { createTransport, type Transporter } from 'nodemailer';

import { NotificationChannel, type SyncNotification } from '../../index.js';
import type { NotificationConfig } from '../config/notification-config.js';
import { linkOf, textOf } from './notification-text.js';

const TIMEOUT_MS = 10_000;

/** Sends notifications as plain text mails. */
export class MailChannel extends NotificationChannel {
  readonly name = 'mail';
  private readonly transport: Transporter;

  constructor(
    private readonly mail: NonNullable<NotificationConfig['mail']>,
    private readonly config: Pick<NotificationConfig, 'language' | 'publicUrl'>,
  ) {
    super();
    this.transport = createTransport({
      url: mail.server,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send(notification: SyncNotification): Promise<void> {
    const { subject, lines } = textOf(notification, this.config.language);
    const link = linkOf(notification, this.config.publicUrl);
    await this.transport.sendMail({
      from: this.mail.from,
      to: [...this.mail.to],
      subject,
      text: [...lines, ...(link ? ['', link] : [])].join('\n'),
      // The same in each attempt, so that mail servers and programs recognize a repetition.
      messageId: `<${notification.id}@ldap-addon-batch-sync>`,
      date: notification.at,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  }
}
