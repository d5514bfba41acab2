import { Client, type Pool } from 'pg';
import type { Listen } from '../../contract/database-access.js';
import type { Database, Session, SqlValue, Statements } from './database.js';
import { PostgresListening } from './postgres-listening.js';
import { inTransaction, PostgresSession, SILENCE_MS } from './postgres-session.js';
import { databaseUnreachable } from '../persistence-errors.js';
import { isConnectionLost } from './sql-state.js';

/** The connection time-out when the host's pool has none. */
const CONNECT_MS = 10_000;

/** After this idle time the operating system checks whether the server still exists. */
const KEEP_ALIVE_MS = 5_000;

/** The rows that a suspended process has locked become free again, whatever the host has set for its pool. */
const BEGIN = `begin; set local idle_in_transaction_session_timeout = ${SILENCE_MS}`;

/** PostgreSQL: short work uses the host's pool, long work uses separate connections. */
export class PostgresDatabase implements Database {
  readonly kind = 'postgresql';
  readonly listen: Listen;

  constructor(private readonly pool: Pool) {
    this.listen = listenOutsidePool(pool);
  }

  async query<T extends object>(sql: string, values: readonly SqlValue[] = []): Promise<T[]> {
    return translateConnectionErrors(async () => (await this.pool.query<T>(sql, [...values])).rows);
  }

  async transaction<T>(work: (statements: Statements) => Promise<T>): Promise<T> {
    const client = await translateConnectionErrors(() => this.pool.connect());
    let lost = false;
    try {
      return await inTransaction(client, work, BEGIN);
    } catch (error) {
      lost = isConnectionLost(error);
      throw lost ? databaseUnreachable(error) : error;
    } finally {
      client.release(lost);
    }
  }

  async session(): Promise<Session> {
    const session = new PostgresSession(newClient(this.pool), (backend) =>
      this.pool.query('select pg_cancel_backend($1)', [backend]),
    );
    await translateConnectionErrors(() => session.connect());
    return session;
  }
}

/** Listens on a separate connection, outside the pool. */
export function listenOutsidePool(pool: Pool): Listen {
  return async (channel, onPayload, onConnected) => {
    const listening = new PostgresListening(() => newClient(pool), channel, onPayload, onConnected);
    await listening.start();
    return listening;
  };
}

/** A separate connection. Holding a connection of a small pool for a whole run would block the host. */
function newClient(pool: Pool): Client {
  const { password, ssl } = pool.options; // not enumerable, so not copied by the spread
  return new Client({
    ...pool.options,
    password,
    ssl,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    // Without a time-out, a server that accepts the connection and does not respond would block the caller forever.
    connectionTimeoutMillis: pool.options.connectionTimeoutMillis || CONNECT_MS,
    // A run waits for the directory and a listener for events, so idle time is not an error.
    statement_timeout: 0,
    query_timeout: 0,
    idle_in_transaction_session_timeout: 0,
  });
}

/** Throws `DATABASE_UNREACHABLE` when the connection was lost. */
async function translateConnectionErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isConnectionLost(error) ? databaseUnreachable(error) : error;
  }
}
