import { once } from 'node:events';
import type { Client, ClientBase } from 'pg';
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams';
import type { CopyIn, Session, SqlValue, Statements } from './database.js';

/**
 * PostgreSQL notices within 15 seconds that the computer or the network of the client has gone, and releases the locks of
 * the connection. Sockets of the same computer ignore these settings.
 */
const NOTICE_VANISHED = `set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 2;
  set tcp_user_timeout = 15000`;

/** One connection to PostgreSQL, outside the pool. */
export class PostgresSession implements Session {
  private isLost = false;

  constructor(private readonly client: Client) {
    const onLost = () => {
      this.isLost = true;
    };
    client.on('error', onLost).on('end', onLost);
  }

  get lost(): boolean {
    return this.isLost;
  }

  async connect(): Promise<void> {
    await this.client.connect();
    // The client treats `statement_timeout: 0` as not set, and the role or the database may have a time-out.
    await this.client.query(
      `set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; ${NOTICE_VANISHED}`,
    );
    // Not every operating system of a server supports it.
    await this.client.query(`set client_connection_check_interval = '1s'`).catch(() => undefined);
  }

  async query<T extends object>(sql: string, values: readonly SqlValue[] = []): Promise<T[]> {
    return (await this.client.query<T>(sql, [...values])).rows;
  }

  transaction<T>(work: (statements: Statements) => Promise<T>): Promise<T> {
    return inTransaction(this.client, work);
  }

  copyIn(table: string, columns: string): Promise<CopyIn> {
    return Promise.resolve(new PostgresCopyIn(this.client.query(copyFrom(`copy ${table} (${columns}) from stdin`))));
  }

  async release(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }
}

class PostgresCopyIn implements CopyIn {
  private failure: Error | undefined;

  constructor(private readonly stream: CopyStreamQuery) {
    stream.on('error', (error) => (this.failure = error));
  }

  async write(lines: string): Promise<void> {
    if (this.failure) throw this.failure;
    if (!this.stream.write(lines)) await once(this.stream, 'drain');
  }

  async finish(): Promise<void> {
    if (this.failure) throw this.failure;
    const finished = once(this.stream, 'finish');
    this.stream.end();
    await finished;
  }

  async abandon(): Promise<void> {
    if (this.failure || this.stream.writableFinished || this.stream.destroyed) return;
    const closed = once(this.stream, 'close').catch(() => undefined);
    this.stream.destroy();
    await closed;
  }
}

export async function inTransaction<T>(client: ClientBase, work: (statements: Statements) => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const result = await work({
      query: async <R extends object>(sql: string, values: readonly SqlValue[] = []) =>
        (await client.query<R>(sql, [...values])).rows,
    });
    await client.query('commit');
    return result;
  } catch (error) {
    // The caller gets the original error, even when the connection is lost and the rollback fails.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}
