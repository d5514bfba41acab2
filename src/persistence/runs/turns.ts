import type { OpenRun } from '../../sync/ports/runs.js';
import type { Database, Session } from '../database/database.js';
import type { OwnTables } from '../own-tables.js';
import { lostItsTurn } from '../persistence-errors.js';
import { Turn } from './turn.js';

/** How long a new run waits for the one before it to let go: that one has ended already. */
const WAIT = '10s';

/** The turns that this process holds. */
export class Turns {
  private readonly held = new Map<string, Turn>();
  private readonly opening = new Set<string>();

  constructor(
    private readonly database: Database,
    private readonly tables: OwnTables,
  ) {}

  of(run: OpenRun): Turn {
    const turn = this.held.get(run.id);
    if (!turn) throw lostItsTurn();
    return turn;
  }

  /** Whether this process is executing a run of the job. */
  holds(symbolicName: string): boolean {
    return [...this.held.values()].some(({ run, lost }) => run.symbolicName === symbolicName && !lost);
  }

  /** Whether this process is executing the run, or about to. */
  isOurs(runId: string): boolean {
    return this.opening.has(runId) || this.held.get(runId)?.lost === false;
  }

  /** From here on the run counts as ours, until `open` has kept it or given it up. */
  async opens<T>(runId: string, open: () => Promise<T>): Promise<T> {
    this.opening.add(runId);
    try {
      return await open();
    } finally {
      this.opening.delete(runId);
    }
  }

  keep(run: OpenRun, session: Session): void {
    for (const [id, { lost }] of this.held) if (lost) this.held.delete(id);
    this.held.set(run.id, new Turn(run, session, this.tables));
  }

  async giveBack(run: OpenRun): Promise<void> {
    const turn = this.held.get(run.id);
    this.held.delete(run.id);
    await turn?.session.release();
  }

  /** A connection that holds the job's lock. @throws when it does not fall free. */
  async take(symbolicName: string): Promise<Session> {
    const session = await this.database.session();
    if (this.database.kind === 'pglite') return session;
    try {
      await session.query(`set lock_timeout = '${WAIT}'`);
      await session.query(`select pg_advisory_lock(${LOCK})`, [symbolicName]);
      await session.query('set lock_timeout = 0');
      return session;
    } catch (error) {
      await session.release();
      throw error;
    }
  }

  /** The same without waiting; undefined while some process holds it. */
  async tryTake(symbolicName: string): Promise<Session | undefined> {
    if (this.holds(symbolicName)) return undefined;
    const session = await this.database.session();
    if (this.database.kind === 'pglite') return session;
    try {
      const [answer] = await session.query<{ taken: boolean }>(`select pg_try_advisory_lock(${LOCK}) as taken`, [
        symbolicName,
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
