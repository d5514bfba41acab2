import type { Job } from '../../processes/job.js';
import type { LeasedRun } from '../../engine/ports/run-store.js';
import type { Database, Session } from '../database/database.js';
import type { OwnTables } from '../tables/own-tables.js';
import { leaseLost } from '../persistence-errors.js';
import { RunLease } from './run-lease.js';

/** How long a new run waits for the one before it to let go: that one has ended already. */
const WAIT = '10s';

/** The turns that this process holds. */
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

  /** Whether this process is executing the run, or about to. */
  isHeldHere(runId: string): boolean {
    return this.acquiring.has(runId) || this.held.get(runId)?.lost === false;
  }

  /** From here on the run counts as ours, until `open` has kept it or given it up. */
  async whileAcquiring<T>(runId: string, open: () => Promise<T>): Promise<T> {
    this.acquiring.add(runId);
    try {
      return await open();
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

  /** A connection that holds the job's lock. @throws when it does not fall free. */
  async acquire(job: Job): Promise<Session> {
    const session = await this.database.session();
    if (this.database.kind === 'pglite') return session;
    try {
      await session.query(`set lock_timeout = '${WAIT}'`);
      await session.query(`select pg_advisory_lock(${LOCK})`, [job.name]);
      await session.query('set lock_timeout = 0');
      return session;
    } catch (error) {
      await session.release();
      throw error;
    }
  }

  /** The same without waiting; undefined while some process holds it. */
  async tryAcquire(job: Job): Promise<Session | undefined> {
    if (this.holds(job)) return undefined;
    const session = await this.database.session();
    if (this.database.kind === 'pglite') return session;
    try {
      const [answer] = await session.query<{ taken: boolean }>(`select pg_try_advisory_lock(${LOCK}) as taken`, [
        job.name,
      ]);
      if (answer?.taken) return session;
    } catch (error) {
      await session.release();
      throw error;
    }
    await session.release();
    return undefined;
  }
}

const LOCK = `hashtextextended('ldap-addon-batch-sync:run:' || $1::text, 0)`;
