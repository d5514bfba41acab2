import { once } from 'node:events';
import type { Client } from 'pg';
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams';
import type { CopyIn, Session, SqlValue, Statements } from './database.js';
import { inTransaction } from './postgres-transaction.js';

/** One connection of PostgreSQL, beside the pool. */
export class PostgresSession implements Session {
  private broken = false;

  constructor(private readonly client: Client) {
    const broken = () => {
      this.broken = true;
    };
    client.on('error', broken).on('end', broken);
  }

  get lost(): boolean {
    return this.broken;
  }

  async connect(): Promise<void> {
    await this.client.connect();
    // `statement_timeout: 0` of the client means "not given": the role or the database may have one.
    await this.client.query('set statement_timeout = 0; set idle_in_transaction_session_timeout = 0');
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
