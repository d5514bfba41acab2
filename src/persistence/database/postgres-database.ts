import { Client, type Pool } from 'pg';
import type { Listen } from '../../contract/database-access.js';
import type { Database, Session, SqlValue, Statements } from './database.js';
import { inTransaction } from './postgres-transaction.js';
import { PostgresListening } from './postgres-listening.js';
import { PostgresSession } from './postgres-session.js';
import { databaseUnreachable } from '../persistence-errors.js';
import { isConnectionLost } from './sql-state.js';

/** Where the host's pool sets no other. */
const CONNECT_MS = 10_000;

/** PostgreSQL: short work on the host's pool, long work on connections of our own beside it. */
export class PostgresDatabase implements Database {
  readonly kind = 'postgresql';
  readonly listen: Listen;

  constructor(private readonly pool: Pool) {
    this.listen = listenBeside(pool);
  }

  async query<T extends object>(sql: string, values: readonly SqlValue[] = []): Promise<T[]> {
    return reaching(async () => (await this.pool.query<T>(sql, [...values])).rows);
  }

  async transaction<T>(work: (statements: Statements) => Promise<T>): Promise<T> {
    const client = await reaching(() => this.pool.connect());
    let lost = false;
    try {
      return await inTransaction(client, work);
    } catch (error) {
      lost = isConnectionLost(error);
      throw lost ? databaseUnreachable(error) : error;
    } finally {
      client.release(lost);
    }
  }

  async session(): Promise<Session> {
    const session = new PostgresSession(newClient(this.pool));
    await reaching(() => session.connect());
    return session;
  }
}

/** Listens on a connection beside the pool. */
export function listenBeside(pool: Pool): Listen {
  return async (channel, heard, connected) => {
    const listening = new PostgresListening(() => newClient(pool), channel, heard, connected);
    await listening.start();
    return listening;
  };
}

/** A connection beside the pool: one that is held for a whole run would starve a small pool. */
function newClient(pool: Pool): Client {
  const { password, ssl } = pool.options; // not enumerable there
  return new Client({
    ...pool.options,
    password,
    ssl,
    keepAlive: true,
    // A server that takes the connection and says nothing would be waited for without end.
    connectionTimeoutMillis: pool.options.connectionTimeoutMillis || CONNECT_MS,
    // A run waits for the directory, a listener for an event: neither is stuck.
    statement_timeout: 0,
    query_timeout: 0,
    idle_in_transaction_session_timeout: 0,
  });
}

/** A lost connection in words of ours. */
async function reaching<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isConnectionLost(error) ? databaseUnreachable(error) : error;
  }
}
