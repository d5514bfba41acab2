import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { PgliteClient } from '../../../index.js';

const INTERVAL_MS = 5_000;
/** Segments of 16 MB. After a checkpoint there are four at most. */
const MOST_SEGMENTS = 6;

/**
 * Keeps the write-ahead log of the embedded database small. PostgreSQL does so in a background process, which PGlite does
 * not have: without checkpoints, the log grows until the database is closed.
 */
export class Checkpoints {
  private timer: NodeJS.Timeout | undefined;
  private isRunning = false;

  constructor(
    private readonly database: Pick<PgliteClient, 'closed' | 'exec'>,
    private readonly folder: string,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.look(), INTERVAL_MS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Performs a checkpoint if the log is long. Never rejects: what is wrong with the database shows elsewhere. */
  async look(): Promise<void> {
    if (this.isRunning || this.database.closed) return;
    this.isRunning = true;
    try {
      const names = await readdir(join(this.folder, 'pg_wal'));
      const segments = names.filter((name) => /^[0-9A-F]{24}$/.test(name));
      if (segments.length > MOST_SEGMENTS) await this.database.exec('checkpoint');
    } catch {
      // The next look tries again.
    } finally {
      this.isRunning = false;
    }
  }
}
