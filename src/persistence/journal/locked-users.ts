import { setImmediate } from 'node:timers/promises';

import type { Statements } from '../database/database.js';
import { isLockTimeout } from '../database/sql-state.js';
import { arrayLiteral, raw, sql, textOf } from '../database/sql.js';
import type { RunLease } from '../runs/run-lease.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { UserTable } from '../users/user-table.js';
import { isOfChunk, keyOf } from './chunk-sql.js';

/** How long a lock of another session is waited for when the host sets nothing. */
export const LOCK_SECONDS = 30;

/** A statement waits for a part of the time, so that a cancelled run does not wait for all of it. */
const FEWEST_ATTEMPTS = 30;

/** A cancelled run may wait for two statements. */
const LONGEST_WAIT_MS = 300;

/** How a row is locked by the statement that waited in vain. */
type RowLock = 'no key update' | 'update';

/** Finds the users that other sessions have locked, after a statement waited for a lock in vain. */
export class LockedUsers {
  /** How often a lock is waited for. */
  readonly attempts: number;
  private readonly waitMs: number;
  private unexplained = 0;

  /** @param seconds how long a lock is waited for, in all attempts. */
  constructor(
    private readonly lease: RunLease,
    private readonly tables: OwnTables,
    private readonly users: UserTable,
    readonly seconds: number,
    private readonly signal: AbortSignal,
  ) {
    this.waitMs = Math.min(Math.ceil((seconds * 1000) / FEWEST_ATTEMPTS), LONGEST_WAIT_MS);
    this.attempts = Math.ceil((seconds * 1000) / this.waitMs);
  }

  /**
   * Whether the run is aborted. Lets the event loop turn first: where the database is in the process, nothing else does
   * between two statements, and the process would not hear of a cancellation.
   */
  async isAborted(): Promise<boolean> {
    await setImmediate();
    return this.signal.aborted;
  }

  /** Limits how long each statement of the transaction waits for a lock. */
  async limitWait(transaction: Statements): Promise<void> {
    await transaction.query(`select set_config('lock_timeout', $1::text, true)`, [`${this.waitMs}ms`]);
  }

  /** Locks the users of the changes until the transaction ends. Nobody can change or pin their values meanwhile. */
  async lock(transaction: Statements, numbers: readonly number[]): Promise<void> {
    await transaction.query(lockSql(this.users, this.tables), [this.lease.run.id, arrayLiteral(numbers)]);
  }

  /** To be called when something was written: whatever was locked, not everything is. */
  reset(): void {
    this.unexplained = 0;
  }

  /**
   * The changes among these whose user is locked; none when something else is, such as a name that another session
   * inserts. Throws the error of the database when that, or a whole table, stays locked for the time.
   *
   * @param forWhat `update` where unique values are replaced: a row that refers to the user is enough to prevent it.
   */
  async among(numbers: readonly number[], forWhat: RowLock): Promise<ReadonlySet<number>> {
    for (;;) {
      const locked = await this.find(numbers, forWhat).catch((error: unknown) => {
        if (!isLockTimeout(error)) throw error;
        this.count(error);
        return undefined;
      });
      if (locked) return locked;
    }
  }

  /** A time-out that no locked user explains. */
  count(error: unknown): void {
    this.unexplained += 1;
    if (this.unexplained >= this.attempts || this.signal.aborted) throw error;
  }

  private find(numbers: readonly number[], forWhat: RowLock): Promise<ReadonlySet<number>> {
    const { link, change, problem } = this.tables;
    return this.lease.transaction('applying', async (transaction) => {
      await this.limitWait(transaction);
      // A locked table is not a locked user.
      await transaction.query(`lock table ${this.users.name}, ${link}, ${change}, ${problem} in row exclusive mode`);
      const rows = await transaction.query<{ seq: number }>(lockedSql(this.users, this.tables, forWhat), [
        this.lease.run.id,
        arrayLiteral(numbers),
      ]);
      return new Set(rows.map(({ seq }) => seq));
    });
  }
}

function lockSql(users: UserTable, tables: OwnTables): string {
  return textOf(sql`with locked as materialized (
  select 1
  from ${raw(users.name)} u
  where u.${raw(users.key.name)} = any(array(
    select ${keyOf(users)} from ${raw(tables.change)} c where ${isOfChunk('c')} and c.kind <> 'create'))
  for no key update
)

select count(*) from locked`);
}

function lockedSql(users: UserTable, tables: OwnTables, forWhat: RowLock): string {
  const [name, key] = [raw(users.name), raw(users.key.name)];
  return textOf(sql`with chunk as materialized (
  select c.seq, ${keyOf(users)} as user_key
  from ${raw(tables.change)} c
  where ${isOfChunk('c')} and c.kind <> 'create'
),

free as materialized (
  select u.${key} as user_key
  from ${name} u
  where u.${key} = any(array(select user_key from chunk))
  for ${raw(forWhat)} skip locked
)

select c.seq
from chunk c
join ${name} u on u.${key} = c.user_key
where not exists (select from free f where f.user_key = c.user_key)`);
}
