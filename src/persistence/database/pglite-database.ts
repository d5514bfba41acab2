import type { Subscription } from '../../contract/database-access.js';
import type { PgliteClient, PgliteStatements } from '../../contract/pglite-client.js';
import { BatchedCopyIn } from './batched-copy-in.js';
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
    const statement = `copy ${table} (${columns}) from '/dev/blob'`;
    const send = async (lines: readonly string[]) => {
      await this.client.query(statement, [], { blob: new Blob([...lines]) });
    };
    return Promise.resolve(new BatchedCopyIn(send));
  }

  interrupt(): Promise<void> {
    return Promise.resolve();
  }

  release(): Promise<void> {
    return Promise.resolve();
  }
}

async function rowsOf<T>(client: PgliteStatements, sql: string, values: readonly SqlValue[]): Promise<T[]> {
  return (await client.query<T>(sql, [...values])).rows;
}
