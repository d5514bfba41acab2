/** Rows of one statement. */
export interface PgliteResult<T = Record<string, unknown>> {
  readonly rows: T[];
  readonly affectedRows?: number | undefined;
}

export interface PgliteQueryOptions {
  /** The contents of /dev/blob, for COPY. */
  readonly blob?: Blob;
}

export interface PgliteStatements {
  query<T>(sql: string, values?: unknown[], options?: PgliteQueryOptions): Promise<PgliteResult<T>>;
  /** Executes any number of statements, without parameters. */
  exec(sql: string): Promise<PgliteResult[]>;
}

/**
 * What the add-on uses of PGlite. A `PGlite` has it, and so does a client that keeps PGlite in another thread; such a
 * client must keep the SQLSTATE of errors (`code`).
 */
export interface PgliteClient extends PgliteStatements {
  readonly closed: boolean;
  /** The folder of the database, if it is in one. */
  readonly dataDir?: string | undefined;
  transaction<T>(work: (statements: PgliteStatements) => Promise<T>): Promise<T>;
  listen(channel: string, onPayload: (payload: string) => void): Promise<() => Promise<void>>;
}
