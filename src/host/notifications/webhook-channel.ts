import { NotificationChannel, type SyncNotification } from '../../index.js';
import type { NotificationConfig } from '../config/notification-config.js';
import { linkOf, textOf } from './notification-text.js';
import { signatureHeaders } from './webhook-signature.js';

const TIMEOUT_MS = 10_000;

/** Posts notifications as JSON, signed. Follows no redirects, which could lead into the network of the host. */
export class WebhookChannel extends NotificationChannel {
  readonly name = 'webhook';

  constructor(
    private readonly webhook: { readonly url: string; readonly secret: string },
    private readonly config: Pick<NotificationConfig, 'language' | 'publicUrl'>,
  ) {
    super();
  }

  async send(notification: SyncNotification): Promise<void> {
    const body = JSON.stringify(this.messageOf(notification));
    const signature = signatureHeaders(this.webhook.secret, notification.id, new Date(), body);
    const response = await fetch(this.webhook.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signature },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`The receiver of the webhook responded with status ${response.status}.`);
  }

  private messageOf(notification: SyncNotification) {
    const { kind, at, job, run, expectedBy } = notification;
    const { subject, lines } = textOf(notification, this.config.language);
    return {
      type: kind,
      timestamp: at.toISOString(),
      data: {
        job,
        run: run && { id: run.id, status: run.status, trigger: run.trigger, counts: run.counts },
        reason: run?.reason?.code ?? null,
        expectedBy: expectedBy?.toISOString() ?? null,
        title: subject,
        text: lines.join('\n'),
        url: linkOf(notification, this.config.publicUrl) ?? null,
      },
    };
  }
}
