import type { Listen } from '../../../../src/contract/database-access.js';
import type { CopyIn, Database, Session, SqlValue, Statements } from '../../../../src/persistence/database/database.js';

/**
 * The database as a process uses it that is killed before one of its statements. From then on it sends nothing, and its
 * connections are gone, so that PostgreSQL rolls back what was not committed.
 */
export class MortalDatabase implements Database {
  readonly kind: Database['kind'];
  readonly listen: Listen;
  /** How many statements were sent, counting each commit. */
  sent = 0;
  /** The last statement that was not sent any more. */
  last = '';
  private readonly sessions = new Set<Session>();

  /** @param lastOne the process is killed before it sends another statement than these many. */
  constructor(
    private readonly database: Database,
    private lastOne = Number.POSITIVE_INFINITY,
  ) {
    this.kind = database.kind;
    this.listen = database.listen;
  }

  get isKilled(): boolean {
    return this.sent > this.lastOne;
  }

  async query<T extends object>(sql: string, values?: readonly SqlValue[]): Promise<T[]> {
    await this.step(sql);
    return this.database.query(sql, values);
  }

  async transaction<T>(work: (statements: Statements) => Promise<T>): Promise<T> {
    await this.step('begin');
    return this.database.transaction((transaction) => this.inTransaction(transaction, work));
  }

  async session(): Promise<Session> {
    await this.step('connect');
    const session = await this.database.session();
    this.sessions.add(session);
    return new MortalSession(session, this);
  }

  /** Counts a statement, and throws instead of it when the process is dead. */
  async step(sql: string): Promise<void> {
    this.sent++;
    if (!this.isKilled) return;
    this.last ||= sql;
    await this.kill();
    throw new Error(`The process is dead: ${sql}`);
  }

  /** Kills the process now. */
  async kill(): Promise<void> {
    this.lastOne = Math.min(this.lastOne, this.sent - 1);
    await Promise.all([...this.sessions].map((session) => session.release()));
    this.sessions.clear();
  }

  async inTransaction<T>(transaction: Statements, work: (statements: Statements) => Promise<T>): Promise<T> {
    const result = await work({
      query: async <R extends object>(sql: string, values?: readonly SqlValue[]) => {
        await this.step(sql);
        return transaction.query<R>(sql, values);
      },
    });
    await this.step('commit');
    return result;
  }
}

class MortalSession implements Session {
  constructor(
    private readonly session: Session,
    private readonly database: MortalDatabase,
  ) {}

  get lost(): boolean {
    return this.session.lost;
  }

  async query<T extends object>(sql: string, values?: readonly SqlValue[]): Promise<T[]> {
    await this.database.step(sql);
    return this.session.query(sql, values);
  }

  async transaction<T>(work: (statements: Statements) => Promise<T>): Promise<T> {
    await this.database.step('begin');
    return this.session.transaction((transaction) => this.database.inTransaction(transaction, work));
  }

  async copyIn(table: string, columns: string): Promise<CopyIn> {
    await this.database.step(`copy ${table}`);
    return this.session.copyIn(table, columns);
  }

  async interrupt(): Promise<void> {
    await this.session.interrupt();
  }

  async release(): Promise<void> {
    await this.session.release();
  }
}
