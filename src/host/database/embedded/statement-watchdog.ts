import { EmbeddedDatabaseEnded } from './embedded-database-ended.js';
import { FULL_BELOW_BYTES, freeBytes } from './free-bytes.js';
import { isInternalError } from './internal-error.js';

const INTERVAL_MS = 1_000;
/** PGlite repeats the creation of a segment of its write-ahead log for ever when the disk is full. */
const FULL_AFTER_MS = 5_000;
/** No statement of a run takes that long with as many people as the embedded database is meant for. */
const STALLED_AFTER_MS = 10 * 60_000;

/** What the watchdog watches. */
export interface WatchedDatabase {
  readonly dataDir: string;
  readonly closed: boolean;
  /** Resolves as soon as the database can take a request. */
  ping(): Promise<void>;
  exec(sql: string): Promise<unknown>;
  onInternalError(listener: () => void): void;
  terminate(reason: EmbeddedDatabaseEnded): Promise<void>;
}

export interface WatchdogPorts {
  readonly now: () => number;
  /** Free bytes of the disk of a folder. */
  readonly free: (folder: string) => Promise<number>;
}

/**
 * Ends the database's thread when it cannot end by itself: a statement that repeats a write to a full disk, one that does
 * not end, or a database that answers every statement with an internal error, as PGlite does after it could not create a
 * segment of its write-ahead log. It runs in the main thread.
 */
export class StatementWatchdog {
  private unansweredSince: number | undefined;
  private isProbing = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: WatchedDatabase,
    private readonly ports: WatchdogPorts = { now: () => performance.now(), free: freeBytes },
  ) {}

  start(): void {
    this.database.onInternalError(() => void this.probe());
    this.timer = setInterval(() => void this.look(), INTERVAL_MS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Looks once. Returns whether the database was ended. */
  async look(): Promise<boolean> {
    if (this.database.closed) return false;
    if (this.unansweredSince === undefined) {
      this.unansweredSince = this.ports.now();
      const answered = () => (this.unansweredSince = undefined);
      this.database.ping().then(answered, answered);
      return false;
    }
    const reason = await this.reasonToEnd(this.ports.now() - this.unansweredSince);
    // It may have answered while the disk was looked at.
    if (!reason || this.unansweredSince === undefined) return false;
    return this.end(reason);
  }

  /** Looks whether the database still executes statements, after an internal error. Returns whether it was ended. */
  async probe(): Promise<boolean> {
    if (this.isProbing || this.database.closed) return false;
    this.isProbing = true;
    try {
      await this.database.exec('select 1');
      return false;
    } catch (error) {
      if (!isInternalError(error)) return false;
      return await this.end((await this.isFull()) ? this.full() : EmbeddedDatabaseEnded.broken(error));
    } finally {
      this.isProbing = false;
    }
  }

  private async end(reason: EmbeddedDatabaseEnded): Promise<true> {
    this.stop();
    await this.database.terminate(reason);
    return true;
  }

  private async reasonToEnd(waitedMs: number): Promise<EmbeddedDatabaseEnded | undefined> {
    if (waitedMs >= STALLED_AFTER_MS) return EmbeddedDatabaseEnded.stalled(STALLED_AFTER_MS / 1000);
    return waitedMs >= FULL_AFTER_MS && (await this.isFull()) ? this.full() : undefined;
  }

  private async isFull(): Promise<boolean> {
    return (await this.ports.free(this.database.dataDir)) < FULL_BELOW_BYTES;
  }

  private full(): EmbeddedDatabaseEnded {
    return EmbeddedDatabaseEnded.full(this.database.dataDir);
  }
}
