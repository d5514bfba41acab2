import type { CopyIn } from './database.js';

const CHARACTERS_PER_BATCH = 1_000_000;

/**
 * Writes lines with one COPY for each batch of about a million characters, while the next batch is collected. Between
 * batches the connection is free: PGlite cannot stream a COPY, and PostgreSQL does not end an open one whose client is
 * silent.
 */
export class BatchedCopyIn implements CopyIn {
  private pending: string[] = [];
  private length = 0;
  private sending: Promise<void> = Promise.resolve();

  /** @param send copies complete lines into the table. */
  constructor(private readonly send: (lines: readonly string[]) => Promise<void>) {}

  async write(lines: string): Promise<void> {
    this.pending.push(lines);
    this.length += lines.length;
    if (this.length > CHARACTERS_PER_BATCH) await this.sendPending();
  }

  async finish(): Promise<void> {
    await this.sendPending();
    await this.sending;
  }

  async abandon(): Promise<void> {
    this.discard();
    await this.sending.catch(() => undefined);
  }

  /** Resolves when the batch before this one is in the table. */
  private async sendPending(): Promise<void> {
    await this.sending;
    if (this.length === 0) return;
    const lines = this.pending;
    this.discard();
    this.sending = this.send(lines);
    this.sending.catch(() => undefined); // whoever waits for it next gets the error
  }

  private discard(): void {
    this.pending = [];
    this.length = 0;
  }
}
