import type { Database, Session, SqlValue, Statements } from '../../../../src/persistence/database/database.js';

/** The database of a process that is slow: something happens before each transaction of its sessions is committed. */
export class PausingDatabase implements Database {
  readonly kind: Database['kind'];
  readonly listen: Database['listen'];

  constructor(
    private readonly database: Database,
    private readonly beforeCommit: () => Promise<void>,
  ) {
    this.kind = database.kind;
    this.listen = database.listen;
  }

  query<T extends object>(sql: string, values?: readonly SqlValue[]): Promise<T[]> {
    return this.database.query(sql, values);
  }

  transaction<T>(work: (statements: Statements) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }

  async session(): Promise<Session> {
    const session = await this.database.session();
    return {
      get lost() {
        return session.lost;
      },
      query: (sql, values) => session.query(sql, values),
      copyIn: (table, columns) => session.copyIn(table, columns),
      interrupt: () => session.interrupt(),
      release: () => session.release(),
      transaction: (work) =>
        session.transaction(async (statements) => {
          const result = await work(statements);
          await this.beforeCommit();
          return result;
        }),
    };
  }
}
