import { type Deleted, type RetentionLimits, RunRetention } from '../../engine/ports/run-retention.js';
import type { Database, Session, Statements } from '../database/database.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { UserTable } from '../users/user-table.js';
import { condenseManualChanges, deleteManualChanges, deleteWrittenAgain } from './condense-manual-changes.js';
import { condenseChanges, deleteChangesOfDeletedUsers, deletePresence, deleteProblems } from './condense-run.js';
import { deleteLinks } from './delete-links.js';
import { deleteNotifications } from './delete-notifications.js';
import { deletePins } from './delete-pins.js';
import { deleteSettingVersions } from './delete-setting-versions.js';
import { deleteCondensedRuns, deleteEmptyRuns, deleteUnsavedSettings, markExpired } from './expired-runs.js';

const LOCK = `hashtextextended('ldap-addon-batch-sync:retention:' || $1::text, 0)`;

type Step<T> = (transaction: Statements) => Promise<T>;

/** Deletes expired rows on a connection of its own, which holds the lock that keeps other processes from it. */
export class SqlRunRetention extends RunRetention {
  constructor(
    private readonly database: Database,
    private readonly tables: OwnTables,
    private readonly users: UserTable,
  ) {
    super();
  }

  async *deleteExpired(limits: RetentionLimits): AsyncGenerator<Deleted> {
    const session = await this.database.session();
    try {
      if (await this.isAlone(session)) yield* this.deleteWith(session, limits);
    } finally {
      await session.release();
    }
  }

  /** The lock ends with the connection. The embedded database has one process. */
  private async isAlone(session: Session): Promise<boolean> {
    if (this.database.kind === 'pglite') return true;
    await session.query(`set lock_timeout = '1s'`);
    const [lock] = await session.query<{ free: boolean }>(`select pg_try_advisory_lock(${LOCK}) as free`, [
      this.tables.schema ?? '',
    ]);
    return lock?.free === true;
  }

  private async *deleteWith(session: Session, limits: RetentionLimits): AsyncGenerator<Deleted> {
    // Before the runs: those that saw someone last who is no longer seen stay.
    yield* repeat(session, 'links', (transaction) => deleteLinks(transaction, this.tables, this.users, limits));
    const jobs = await session.query<{ job: string }>(`select distinct job from ${this.tables.run}`);
    for (const { job } of jobs) {
      yield* repeat(session, 'runs', (transaction) => deleteEmptyRuns(transaction, this.tables, job, limits));
      yield* this.condenseRuns(session, job, limits);
    }
    yield* repeat(session, 'changes', (transaction) =>
      deleteChangesOfDeletedUsers(transaction, this.tables, this.users),
    );
    yield* repeat(session, 'runs', (transaction) => deleteCondensedRuns(transaction, this.tables));
    yield* this.condenseManualChanges(session, limits);
    yield* repeat(session, 'changes', (transaction) => deleteManualChanges(transaction, this.tables, this.users));
    yield* repeat(session, 'notifications', (transaction) => deleteNotifications(transaction, this.tables, limits));
    yield* repeat(session, 'settings', (transaction) => deleteUnsavedSettings(transaction, this.tables, limits));
    yield* repeat(session, 'settings', (transaction) => deleteSettingVersions(transaction, this.tables, limits));
    yield* repeat(session, 'pins', (transaction) => deletePins(transaction, this.tables, this.users));
  }

  private async *condenseRuns(session: Session, job: string, limits: RetentionLimits): AsyncGenerator<Deleted> {
    for (;;) {
      const runId = await session.transaction((transaction) => markExpired(transaction, this.tables, job, limits));
      if (runId === undefined) return;
      yield* repeat(session, 'problems', (transaction) => deleteProblems(transaction, this.tables, runId));
      yield* repeat(session, 'presence', (transaction) => deletePresence(transaction, this.tables, runId));
      yield* this.condenseRun(session, runId);
      await session.query(`update ${this.tables.run} set condensed_at = now() where id = $1::text::uuid`, [runId]);
    }
  }

  private async *condenseManualChanges(session: Session, limits: RetentionLimits): AsyncGenerator<Deleted> {
    for (;;) {
      const { expired, deleted } = await session.transaction((transaction) =>
        condenseManualChanges(transaction, this.tables, limits),
      );
      if (expired === 0) return;
      yield { ...NOTHING, changes: deleted };
    }
  }

  private async *condenseRun(session: Session, runId: string): AsyncGenerator<Deleted> {
    let seq = 0;
    for (;;) {
      const after = seq;
      const { lastSeq, deleted } = await session.transaction(async (transaction) => {
        const condensed = await condenseChanges(transaction, this.tables, this.users, runId, after);
        const manual = await deleteWrittenAgain(transaction, this.tables, condensed.changedByHand);
        return { ...condensed, deleted: condensed.deleted + manual };
      });
      if (lastSeq === undefined) return;
      seq = lastSeq;
      yield { ...NOTHING, changes: deleted };
    }
  }
}

async function* repeat(
  session: Session,
  what: keyof Deleted | (typeof UNCOUNTED)[number],
  work: Step<number>,
): AsyncGenerator<Deleted> {
  for (;;) {
    const deleted = await session.transaction(work);
    if (deleted === 0) return;
    yield UNCOUNTED.some((uncounted) => uncounted === what) ? NOTHING : { ...NOTHING, [what]: deleted };
  }
}

const UNCOUNTED = ['notifications', 'pins', 'presence', 'settings'] as const;
const NOTHING: Deleted = { runs: 0, changes: 0, problems: 0, links: 0 };
