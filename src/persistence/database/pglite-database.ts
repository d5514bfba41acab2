import type { Subscription } from '../../contract/database-access.js';
import type { PgliteClient, PgliteStatements } from '../../contract/pglite-client.js';
import type { CopyIn, Database, Session, SqlValue, Statements } from './database.js';

/**
 * PGlite: one process and one session, so that all work is executed one after the other.
 *
 * Do not call it within a transaction of the ORM: the call would wait for that transaction forever.
 */
export class PgliteDatabase implements Database {
  readonly kind = 'pglite';

  constructor(private readonly client: PgliteClient) {}

  query<T extends object>(sql: string, values: readonly SqlValue[] = []): Promise<T[]> {
    return rowsOf(this.client, sql, values);
  }

  transaction<T>(work: (statements: Statements) => Promise<T>): Promise<T> {
    return this.client.transaction((transaction) =>
      work({ query: (sql, values = []) => rowsOf(transaction, sql, values) }),
    );
  }

  session(): Promise<Session> {
    return Promise.resolve(new PgliteSession(this.client, this));
  }

  async listen(channel: string, onPayload: (payload: string) => void, onConnected: () => void): Promise<Subscription> {
    const stop = await this.client.listen(channel, onPayload);
    onConnected();
    return { stop: async () => (this.client.closed ? undefined : stop()) };
  }
}

class PgliteSession implements Session {
  constructor(
    private readonly client: PgliteClient,
    private readonly database: PgliteDatabase,
  ) {}

  get lost(): boolean {
    return this.client.closed;
  }

  query<T extends object>(sql: string, values?: readonly SqlValue[]): Promise<T[]> {
    return this.database.query(sql, values);
  }

  transaction<T>(work: (statements: Statements) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }

  copyIn(table: string, columns: string): Promise<CopyIn> {
    return Promise.resolve(new PgliteCopyIn(this.client, `copy ${table} (${columns}) from '/dev/blob'`));
  }

  release(): Promise<void> {
    return Promise.resolve();
  }
}

/** PGlite does not support streams for COPY, so several pages are copied at a time. */
const CHARACTERS_PER_COPY = 1_000_000;

class PgliteCopyIn implements CopyIn {
  private pending: string[] = [];
  private length = 0;

  constructor(
    private readonly client: PgliteClient,
    private readonly statement: string,
  ) {}

  async write(lines: string): Promise<void> {
    this.pending.push(lines);
    this.length += lines.length;
    if (this.length > CHARACTERS_PER_COPY) await this.finish();
  }

  async finish(): Promise<void> {
    if (this.length === 0) return;
    const blob = new Blob(this.pending);
    this.pending = [];
    this.length = 0;
    await this.client.query(this.statement, [], { blob });
  }

  abandon(): Promise<void> {
    this.pending = [];
    this.length = 0;
    return Promise.resolve();
  }
}

async function rowsOf<T>(client: PgliteStatements, sql: string, values: readonly SqlValue[]): Promise<T[]> {
  return (await client.query<T>(sql, [...values])).rows;
}
