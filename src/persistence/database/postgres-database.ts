import { Client, type Pool, type PoolClient } from 'pg';
import type { Database, Listening, Session, SqlValue, Statements } from './database.js';
import { PostgresListening } from './postgres-listening.js';
import { PostgresSession } from './postgres-session.js';

/** PostgreSQL: short work on the host's pool, long work on connections of our own beside it. */
export class PostgresDatabase implements Database {
  readonly kind = 'postgresql';

  constructor(private readonly pool: Pool) {}

  async query<T extends object>(sql: string, values: readonly SqlValue[] = []): Promise<T[]> {
    return (await this.pool.query<T>(sql, [...values])).rows;
  }

  async transaction<T>(work: (statements: Statements) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken = false;
    try {
      return await inTransaction(client, work);
    } catch (error) {
      broken = !isSqlError(error);
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async session(): Promise<Session> {
    const client = newClient(this.pool);
    const session = new PostgresSession(client);
    await session.connect();
    return session;
  }

  async listen(channel: string, heard: (payload: string) => void, connected: () => void): Promise<Listening> {
    const listening = new PostgresListening(() => newClient(this.pool), channel, heard, connected);
    await listening.start();
    return listening;
  }
}

export async function inTransaction<T>(
  client: Client | PoolClient,
  work: (statements: Statements) => Promise<T>,
): Promise<T> {
  await client.query('begin');
  try {
    const result = await work({
      query: async <R extends object>(sql: string, values: readonly SqlValue[] = []) =>
        (await client.query<R>(sql, [...values])).rows,
    });
    await client.query('commit');
    return result;
  } catch (error) {
    // What made it fail is what the caller must hear of, also when the connection is gone.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** A connection beside the pool: one that is held for a whole run would starve a small pool. */
function newClient(pool: Pool): Client {
  const { password, ssl } = pool.options; // not enumerable there
  return new Client({
    ...pool.options,
    password,
    ssl,
    keepAlive: true,
    // A run waits for the directory, a listener for an event: neither is stuck.
    statement_timeout: 0,
    query_timeout: 0,
    idle_in_transaction_session_timeout: 0,
  });
}

function isSqlError(error: unknown): boolean {
  return error instanceof Error && 'severity' in error && error.severity === 'ERROR';
}
