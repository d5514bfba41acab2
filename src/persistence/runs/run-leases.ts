import type { Job } from '../../processes/job.js';
import type { LeasedRun } from '../../engine/ports/run-store.js';
import type { Database, Session } from '../database/database.js';
import type { OwnTables } from '../tables/own-tables.js';
import { leaseLost } from '../persistence-errors.js';
import { RunLease } from './run-lease.js';

/** Key of the advisory lock of a job. */
const LOCK = `hashtextextended('ldap-addon-batch-sync:run:' || $1::text, 0)`;
/** How long a new run waits for the lock of the previous run, which has ended already. */
const LOCK_TIMEOUT = '10s';

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

  /** Whether this process is executing a run of the job. */
  holds(job: Job): boolean {
    return [...this.held.values()].some(({ run, lost }) => run.job.name === job.name && !lost);
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

  /** Opens a connection that holds the job's lock. Rejects when the lock is not released in time. */
  async acquire(job: Job): Promise<Session> {
    const session = await this.database.session();
    if (this.database.kind === 'pglite') return session;
    try {
      await session.query(`set lock_timeout = '${LOCK_TIMEOUT}'`);
      await session.query(`select pg_advisory_lock(${LOCK})`, [job.name]);
      await session.query('set lock_timeout = 0');
      return session;
    } catch (error) {
      await session.release();
      throw error;
    }
  }

  /** As `acquire`, without waiting; undefined while a process holds the lock. */
  async tryAcquire(job: Job): Promise<Session | undefined> {
    if (this.holds(job)) return undefined;
    const session = await this.database.session();
    if (this.database.kind === 'pglite') return session;
    try {
      const [lock] = await session.query<{ acquired: boolean }>(`select pg_try_advisory_lock(${LOCK}) as acquired`, [
        job.name,
      ]);
      if (lock?.acquired) return session;
    } catch (error) {
      await session.release();
      throw error;
    }
    await session.release();
    return undefined;
  }
}
