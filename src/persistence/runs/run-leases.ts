import type { LeasedRun } from '../../engine/ports/run-store.js';
import type { Database, Session, Statements } from '../database/database.js';
import { isLockTimeout } from '../database/sql-state.js';
import type { OwnTables } from '../tables/own-tables.js';
import { leaseLost } from '../persistence-errors.js';
import { RunLease } from './run-lease.js';

/**
 * Name of the lock of a users table whose host names no schema. It is that of the only job before 0.5.0, so that a
 * process of such a version, which may still be executing a run, is waited for.
 */
const USERS_TABLE = 'LDAPAddonBatchSync';
/** Key of the advisory lock of a users table. */
const LOCK = `hashtextextended('ldap-addon-batch-sync:run:' || $1::text, 0)`;
/** Key of the lock that lets one process at a time look for abandoned runs. */
const RECOVERY_LOCK = `hashtextextended('ldap-addon-batch-sync:recovery:' || $1::text, 0)`;
/** How long a run waits for the lock before it goes back to the queue: attempts of one second. */
const LOCK_ATTEMPTS = 3;

/** How long a run waits for a table that another session has locked. Users are waited for in another way. */
const LOCKED_TABLE = '30s';

/** The leases that this process holds. */
export class RunLeases {
  private readonly held = new Map<string, RunLease>();
  private readonly acquiring = new Set<string>();

  constructor(
    private readonly database: Database,
    private readonly tables: OwnTables,
  ) {}

  of(run: LeasedRun): RunLease {
    const lease = this.held.get(run.id);
    if (!lease) throw leaseLost();
    return lease;
  }

  /** Whether this process is executing the run, or is acquiring its lease. */
  isHeldHere(runId: string): boolean {
    return this.acquiring.has(runId) || this.held.get(runId)?.lost === false;
  }

  /** Marks the run as held by this process until `acquire` has ended. */
  async whileAcquiring<T>(runId: string, acquire: () => Promise<T>): Promise<T> {
    this.acquiring.add(runId);
    try {
      return await acquire();
    } finally {
      this.acquiring.delete(runId);
    }
  }

  hold(run: LeasedRun, session: Session): void {
    for (const [id, { lost }] of this.held) if (lost) this.held.delete(id);
    this.held.set(run.id, new RunLease(run, session, this.tables));
  }

  async release(run: LeasedRun): Promise<void> {
    const lease = this.held.get(run.id);
    this.held.delete(run.id);
    await lease?.session.release();
  }

  /**
   * Opens a connection that holds the lock of the users table. Undefined when another run holds it, and either
   * `isWanted` says no any more or the lock is not released within seconds.
   */
  async acquire(isWanted: () => Promise<boolean>): Promise<Session | undefined> {
    const session = await this.database.session();
    if (this.database.kind === 'pglite') return session;
    try {
      if (await lockWhileWanted(session, this.lockName(), isWanted)) return session;
    } catch (error) {
      await session.release();
      throw error;
    }
    await session.release();
    return undefined;
  }

  /** Performs work in a transaction during which no process executes a run; undefined when one does. */
  async whileUnheld<T>(work: (statements: Statements) => Promise<T>): Promise<T | undefined> {
    if ([...this.held.values()].some(({ lost }) => !lost)) return undefined;
    return this.database.transaction(async (transaction) => {
      if (this.database.kind === 'pglite') return work(transaction);
      // A process that is suspended here must not keep the others from recovering.
      await transaction.query(
        `select set_config('idle_in_transaction_session_timeout', '5s', true), set_config('lock_timeout', '10s', true)`,
      );
      // Two processes that look at the same time must not take each other for the one that executes the run.
      const name = this.lockName();
      await transaction.query(`select pg_advisory_xact_lock(${RECOVERY_LOCK})`, [name]);
      const [lock] = await transaction.query<{ free: boolean }>(`select pg_try_advisory_xact_lock(${LOCK}) as free`, [
        name,
      ]);
      return lock?.free ? work(transaction) : undefined;
    });
  }

  /** Advisory locks belong to the database, where several hosts may have tables, each in a schema of its own. */
  private lockName(): string {
    const { schema } = this.tables;
    return schema === null ? USERS_TABLE : `${schema}.${USERS_TABLE}`;
  }
}

/** Acquires the lock on the connection; false when another connection holds it, see `acquire`. */
async function lockWhileWanted(session: Session, name: string, isWanted: () => Promise<boolean>): Promise<boolean> {
  await session.query(`set lock_timeout = '1s'`);
  for (let attempt = 1; ; attempt++) {
    try {
      await session.query(`select pg_advisory_lock(${LOCK})`, [name]);
      await session.query(`set lock_timeout = '${LOCKED_TABLE}'`);
      return true;
    } catch (error) {
      if (!isLockTimeout(error)) throw error;
      if (attempt === LOCK_ATTEMPTS || !(await isWanted())) return false;
    }
  }
}
