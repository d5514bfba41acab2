import type { Client } from 'pg';
import type { Subscription } from '../../contract/database-access.js';

const RETRY_MS = [100, 500, 2_000, 5_000];

/** LISTEN on a connection that is re-established after it was lost. */
export class PostgresListening implements Subscription {
  private client: Client | undefined;
  private retry: NodeJS.Timeout | undefined;
  private attempts = 0;
  private stopped = false;

  constructor(
    private readonly newClient: () => Client,
    private readonly channel: string,
    private readonly onPayload: (payload: string) => void,
    private readonly onConnected: () => void,
  ) {}

  /** Never rejects: a failed connection is retried. */
  async start(): Promise<void> {
    const client = this.newClient();
    this.client = client;
    const reconnect = () => this.reconnect(client);
    client.on('error', reconnect).on('end', reconnect);
    client.on('notification', ({ payload }) => this.onPayload(payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${client.escapeIdentifier(this.channel)}`);
      this.attempts = 0;
      if (!this.stopped) this.onConnected();
    } catch {
      reconnect();
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.retry);
    await this.client?.end().catch(() => undefined);
  }

  private reconnect(client: Client): void {
    if (this.stopped || this.client !== client) return;
    this.client = undefined;
    client.end().catch(() => undefined);
    const delay = RETRY_MS[Math.min(this.attempts++, RETRY_MS.length - 1)];
    this.retry = setTimeout(() => void this.start(), delay).unref();
  }
}
