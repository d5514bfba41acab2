import type { LeasedRun } from '../../engine/ports/run-store.js';
import type { Session, Statements } from '../database/database.js';
import { isConnectionLost } from '../database/sql-state.js';
import type { OwnTables } from '../tables/own-tables.js';
import { leaseLost } from '../persistence-errors.js';

/**
 * The right to execute one run: a connection that holds the job's lock. All rows of the run are written over this
 * connection, so a process that loses the connection, and with it the lock, cannot write any more.
 */
export class RunLease {
  constructor(
    readonly run: LeasedRun,
    readonly session: Session,
    private readonly tables: OwnTables,
  ) {}

  get lost(): boolean {
    return this.session.lost;
  }

  /** Performs work over the connection of the lease. Throws `RUN_LEASE_LOST` when the connection was lost. */
  async use<T>(work: (session: Session) => Promise<T>): Promise<T> {
    if (this.lost) throw leaseLost();
    try {
      return await work(this.session);
    } catch (error) {
      throw this.lost || isConnectionLost(error) ? leaseLost(error) : error;
    }
  }

  /** Performs work in a transaction that commits only while this lease is valid and the run has the status. */
  transaction<T>(status: 'reading' | 'planned' | 'applying', work: (statements: Statements) => Promise<T>): Promise<T> {
    return this.use((session) =>
      session.transaction(async (transaction) => {
        const valid = await transaction.query(
          `select 1 from ${this.tables.run} where id = $1::text::uuid and fence = $2::int and status = $3::text for update`,
          [this.run.id, this.run.fence, status],
        );
        if (valid.length === 0) throw leaseLost();
        return work(transaction);
      }),
    );
  }
}
