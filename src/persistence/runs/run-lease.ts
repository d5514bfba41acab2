import type { LeasedRun } from '../../engine/ports/run-store.js';
import type { Session, Statements } from '../database/database.js';
import { isConnectionLost } from '../database/sql-state.js';
import type { OwnTables } from '../tables/own-tables.js';
import { leaseLost } from '../persistence-errors.js';

/**
 * The turn of one run: a connection that holds the job's lock, and over which everything of the run is written. With
 * the connection the lock falls, and so does the possibility to write.
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

  /** Does something over the turn's connection; when that is gone: `RUN_LEASE_LOST`. */
  async use<T>(work: (session: Session) => Promise<T>): Promise<T> {
    if (this.lost) throw leaseLost();
    try {
      return await work(this.session);
    } catch (error) {
      throw this.lost || isConnectionLost(error) ? leaseLost(error) : error;
    }
  }

  /** A transaction that commits only while the run is ours and in `status`. */
  transaction<T>(status: 'reading' | 'planned' | 'applying', work: (statements: Statements) => Promise<T>): Promise<T> {
    return this.use((session) =>
      session.transaction(async (transaction) => {
        const ours = await transaction.query(
          `select 1 from ${this.tables.run} where id = $1::text::uuid and fence = $2::int and status = $3::text for update`,
          [this.run.id, this.run.fence, status],
        );
        if (ours.length === 0) throw leaseLost();
        return work(transaction);
      }),
    );
  }
}
