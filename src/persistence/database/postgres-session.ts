import { pipeline } from 'node:stream/promises';

import type { Client, ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

import { BatchedCopyIn } from './batched-copy-in.js';
import { isCancelled } from './sql-state.js';
import type { CopyIn, Session, SqlValue, Statements } from './database.js';

/**
 * PostgreSQL notices within 15 seconds that the computer or the network of the client has gone, and releases the locks of
 * the connection. Sockets of the same computer ignore these settings.
 */
const NOTICE_VANISHED = `set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 2;
  set tcp_user_timeout = 15000`;

/** How long a process can be suspended before PostgreSQL ends its connection. Then its lease is free for another process. */
export const SILENCE_MS = 60_000;

/** A process that is not suspended shows it several times within the time. */
const SIGNS_OF_LIFE = 4;

/**
 * One connection to PostgreSQL, outside the pool. It lives as long as its process does: between statements it sends one
 * from time to time, and without any PostgreSQL ends it.
 */
export class PostgresSession implements Session {
  /** The process of the server that executes the statements. */
  private backend: number | undefined;
  private isLost = false;
  private timer: NodeJS.Timeout | undefined;
  private working = 0;
  private beating: Promise<unknown> | undefined;

  /** @param cancel cancels the statement that a process of the server executes. */
  constructor(
    private readonly client: Client,
    private readonly cancel: (backend: number) => Promise<unknown>,
    private readonly silenceMs = SILENCE_MS,
  ) {
    const onLost = () => {
      this.isLost = true;
      clearInterval(this.timer);
    };
    client.on('error', onLost).on('end', onLost);
  }

  get lost(): boolean {
    return this.isLost;
  }

  async connect(): Promise<void> {
    await this.client.connect();
    const { rows } = await this.client.query<{ pid: number }>('select pg_backend_pid() as pid');
    this.backend = rows[0]?.pid;
    // The client treats `statement_timeout: 0` as not set, and the role or the database may have a time-out.
    await this.client.query(
      `set statement_timeout = 0; set idle_session_timeout = ${this.silenceMs};
       set idle_in_transaction_session_timeout = ${this.silenceMs}; ${NOTICE_VANISHED}`,
    );
    // Not every operating system of a server supports it.
    await this.client.query(`set client_connection_check_interval = '1s'`).catch(() => undefined);
    this.timer = setInterval(() => this.beat(), this.silenceMs / SIGNS_OF_LIFE).unref();
  }

  query<T extends object>(sql: string, values: readonly SqlValue[] = []): Promise<T[]> {
    return this.use(async () => (await this.client.query<T>(sql, [...values])).rows);
  }

  transaction<T>(work: (statements: Statements) => Promise<T>): Promise<T> {
    return this.use(() => inTransaction(this.client, work));
  }

  copyIn(table: string, columns: string): Promise<CopyIn> {
    const send = (lines: readonly string[]) =>
      this.use(() => pipeline(lines, this.client.query(copyFrom(`copy ${table} (${columns}) from stdin`))));
    return Promise.resolve(new BatchedCopyIn(send));
  }

  /** The number of a lost connection may be that of another one. */
  async interrupt(): Promise<void> {
    if (!this.isLost && this.working > 0 && this.backend !== undefined)
      await this.cancel(this.backend).catch(() => undefined);
  }

  async release(): Promise<void> {
    clearInterval(this.timer);
    await this.client.end().catch(() => undefined);
  }

  private async use<T>(work: () => Promise<T>): Promise<T> {
    this.working++;
    try {
      await this.beating;
      return await work();
    } finally {
      this.working--;
    }
  }

  private beat(): void {
    if (this.working > 0 || this.beating) return;
    const ended = () => (this.beating = undefined);
    this.beating = this.client.query('select 1').then(ended, ended);
  }
}

/** @param begin begins the transaction, and may set what holds during it. */
export async function inTransaction<T>(
  client: ClientBase,
  work: (statements: Statements) => Promise<T>,
  begin = 'begin',
): Promise<T> {
  await client.query(begin);
  try {
    const result = await work({
      query: async <R extends object>(sql: string, values: readonly SqlValue[] = []) =>
        (await client.query<R>(sql, [...values])).rows,
    });
    await client.query('commit');
    return result;
  } catch (error) {
    // The caller gets the original error, even when the connection is lost and the rollback fails.
    await rollBack(client).catch(() => undefined);
    throw error;
  }
}

/** A request to cancel a statement of the transaction may meet the rollback instead. */
async function rollBack(client: ClientBase): Promise<void> {
  try {
    await client.query('rollback');
  } catch (error) {
    if (!isCancelled(error)) throw error;
    await rollBack(client);
  }
}
