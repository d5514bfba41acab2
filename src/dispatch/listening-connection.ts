import { Client, type ClientConfig } from 'pg';

/** Longest pause between attempts to get the connection back. */
const MAX_PAUSE_MS = 10_000;

/**
 * A connection of its own that listens on one channel and comes back by itself when the server went away. What was
 * notified meanwhile is lost: `onConnected` is called each time it listens (again), so that the consumer looks.
 */
export class ListeningConnection {
  private client: Client | undefined;
  private retry: NodeJS.Timeout | undefined;
  private attempts = 0;
  private closed = false;

  constructor(
    private readonly config: ClientConfig,
    private readonly channel: string,
    private readonly onNotification: (payload: string) => void,
    private readonly onConnected: () => void,
  ) {}

  /** Rejects when the first attempt fails: then nothing listens and nothing needs closing. */
  async open(): Promise<void> {
    const { password, ssl } = this.config; // not enumerable in the options of a pool
    const client = new Client({ ...this.config, password, ssl, keepAlive: true });
    this.client = client;
    client.on('notification', ({ payload }) => this.onNotification(payload ?? ''));
    // Without a listener an 'error' would end the process; the 'end' that follows does the work.
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query(`listen ${client.escapeIdentifier(this.channel)}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    client.on('end', () => this.reopenLater());
    this.attempts = 0;
    if (this.closed) await client.end();
    else this.onConnected();
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    await this.client?.end().catch(() => undefined);
  }

  private reopenLater(): void {
    if (this.closed) return;
    const pause = Math.min(MAX_PAUSE_MS, 250 * 2 ** this.attempts++);
    this.retry = setTimeout(() => void this.open().catch(() => this.reopenLater()), pause);
    this.retry.unref();
  }
}
