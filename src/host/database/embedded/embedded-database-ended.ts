const CONNECTION_FAILURE = '08006';
const DISK_FULL = '53100';

/** The embedded database ended while the host needed it. `code` is the SQLSTATE that PostgreSQL would send. */
export class EmbeddedDatabaseEnded extends Error {
  private constructor(
    readonly code: string,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.name = 'EmbeddedDatabaseEnded';
  }

  /** Its thread ended: closed, out of memory, or a defect. */
  static thread(cause?: unknown): EmbeddedDatabaseEnded {
    const reason = cause instanceof Error ? ` (${cause.message})` : '';
    return new EmbeddedDatabaseEnded(CONNECTION_FAILURE, `The embedded database has ended${reason}.`, cause);
  }

  static full(folder: string): EmbeddedDatabaseEnded {
    return new EmbeddedDatabaseEnded(
      DISK_FULL,
      `The disk of ${folder} is full, and the embedded database cannot continue. Free some space, then start the host again.`,
    );
  }

  /** It answers every statement with an internal error. */
  static broken(cause: unknown): EmbeddedDatabaseEnded {
    const reason = cause instanceof Error ? ` (${cause.message})` : '';
    return new EmbeddedDatabaseEnded(
      CONNECTION_FAILURE,
      `The embedded database cannot execute statements any more${reason}. Start the host again.`,
      cause,
    );
  }

  static stalled(seconds: number): EmbeddedDatabaseEnded {
    return new EmbeddedDatabaseEnded(
      CONNECTION_FAILURE,
      `A statement in the embedded database did not end within ${seconds} seconds. Start the host again.`,
    );
  }
}
