/** What the main thread asks of the database's thread. Each request gets one `Answer` with its id. */
export type Request =
  | { readonly id: number; readonly call: 'query' | 'exec'; readonly statement: Statement }
  | { readonly id: number; readonly call: 'begin' | 'ping' | 'close' }
  | { readonly id: number; readonly call: 'commit' | 'rollback'; readonly transaction: number }
  | { readonly id: number; readonly call: 'listen'; readonly channel: string }
  | { readonly id: number; readonly call: 'unlisten'; readonly listening: number };

export interface Statement {
  readonly sql: string;
  readonly values?: readonly unknown[];
  /** The contents of /dev/blob, for COPY. */
  readonly blob?: Blob;
  /** The id of the request that began the transaction. */
  readonly transaction?: number;
}

export type Answer =
  { readonly id: number; readonly result?: unknown } | { readonly id: number; readonly error: ThrownError };

/** A notification for the request that listens. */
export interface Notification {
  readonly listening: number;
  readonly payload: string;
}

/** An error as data. Structured cloning would lose the SQLSTATE and all other properties. */
export interface ThrownError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string | undefined;
  readonly properties: Readonly<Record<string, string | number | boolean>>;
}
