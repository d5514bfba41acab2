import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';

import type { LeasedRun } from '../../engine/ports/run-store.js';
import type { Session, Statements } from '../database/database.js';
import { isConnectionLost } from '../database/sql-state.js';
import type { OwnTables } from '../tables/own-tables.js';
import { leaseLost } from '../persistence-errors.js';

/** How long after a request to interrupt a statement the next one is sent. */
const INTERRUPT_MS = 50;

/**
 * The right to execute one run: a connection that holds the lock of the users table. All rows of the run are written over this
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

  /** Performs work whose statements are cancelled once the signal aborts. */
  async interruptible<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const end = new AbortController();
    const interruption = this.interruptWhenAborted(signal, end.signal);
    try {
      return await work();
    } finally {
      end.abort();
      // A request that is still under way must not meet the next statement.
      await interruption;
    }
  }

  /** One request may come between two statements of the work, so that it has no effect. */
  private async interruptWhenAborted(signal: AbortSignal, end: AbortSignal): Promise<void> {
    await anyAborted(signal, end);
    while (!end.aborted) {
      await this.session.interrupt();
      await setTimeout(INTERRUPT_MS, undefined, { signal: end }).catch(() => undefined);
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

async function anyAborted(...signals: readonly AbortSignal[]): Promise<void> {
  const any = AbortSignal.any([...signals]);
  if (!any.aborted) await once(any, 'abort');
}
