import type { UsersTable } from '../../contract/users-table.js';
import type { Statements } from '../database/database.js';
import { avoidNestedLoops } from '../database/planner-settings.js';
import {
  isLockTimeout,
  isNotNullViolation,
  isRefusedData,
  isUniqueViolation,
  isWorthRetrying,
  MAX_RETRIES,
  sqlErrorOf,
} from '../database/sql-state.js';
import { arrayLiteral } from '../database/sql.js';
import { bumpGenerations } from '../events/notify.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { RunLease } from '../runs/run-lease.js';
import { ChunkJournal } from './chunk-journal.js';
import type { ChunkStatements } from './chunk-statements.js';
import { ConflictProbe } from './conflict-probe.js';
import { describeRefusedRow, refusedValue } from './describe-refused-row.js';
import { PinnedMeanwhile } from './pinned-meanwhile.js';
import type { LockedUsers } from './locked-users.js';
import type { RefusalsInARow } from './refusals-in-a-row.js';

interface Attempt {
  /** Whether unique values are replaced by temporary ones first. */
  readonly vacating: boolean;
  /** Whether the users are locked by a statement of their own, so that all others see the same pins. */
  readonly locksFirst: boolean;
}

/**
 * Applies planned changes in transactions. Bisects a refused transaction until the row that causes the error is found.
 * Changes of users that another session has locked are put off, so that they delay nobody else.
 */
export class ChunkWriter {
  private readonly journal: ChunkJournal;
  private readonly conflicts: ConflictProbe;
  private readonly deferred: number[] = [];
  private readonly locked: number[];
  /** Deferred changes that were refused while users were locked: these may release the values. */
  private readonly heldBack: number[] = [];
  /** How often locked users are still waited for. */
  private waitsLeft = 0;

  constructor(
    private readonly lease: RunLease,
    private readonly tables: OwnTables,
    private readonly statements: ChunkStatements,
    private readonly users: UsersTable,
    private readonly lockedUsers: LockedUsers,
    private readonly refusals: RefusalsInARow,
    deferred: readonly number[],
  ) {
    this.locked = [...deferred];
    this.journal = new ChunkJournal(lease, tables);
    this.conflicts = new ConflictProbe(lease, statements, lockedUsers);
  }

  /**
   * Applies the changes with the numbers; returns the count of applied changes. A change whose unique value another user
   * still has is deferred, because a later change may release the value. Ends early when the run is aborted.
   */
  async write(numbers: readonly number[]): Promise<number> {
    return this.writeOrBisect(numbers, false);
  }

  /**
   * Applies the changes that were put off: first those of locked users, for which it waits, then those whose value another
   * user had, and again those of users who are locked by then. Refuses those that still cannot be applied. Ends early when
   * the run is aborted.
   */
  async applyDeferred(): Promise<number> {
    this.waitsLeft = this.lockedUsers.attempts;
    let applied = await this.applyLocked();
    this.waitsLeft = this.lockedUsers.attempts;
    while (this.deferred.length > 0 && !(await this.lockedUsers.isAborted())) {
      applied += await this.applyConflicting();
      applied += await this.applyLocked();
      this.deferred.push(...this.heldBack.splice(0));
    }
    return applied;
  }

  /** Waits for the locked users as long as there is time, then refuses those that are still locked. */
  private async applyLocked(): Promise<number> {
    let applied = 0;
    for (; this.locked.length > 0 && this.waitsLeft > 0; this.waitsLeft--) {
      if (await this.lockedUsers.isAborted()) return applied;
      this.lockedUsers.reset();
      applied += await this.writeOrBisect(this.locked.splice(0), false);
    }
    for (const number of this.locked.splice(0)) {
      if (await this.lockedUsers.isAborted()) return applied;
      await this.journal.refuse(number, 'USER_LOCKED', { seconds: this.lockedUsers.seconds });
    }
    return applied;
  }

  /**
   * Applies the deferred changes: chains of renames and exchanged values. Refuses those that still conflict, and writes the
   * others together: a part of an exchange cannot be applied without the rest.
   */
  private async applyConflicting(): Promise<number> {
    let applied = 0;
    while (this.deferred.length > 0 && !(await this.lockedUsers.isAborted())) {
      const numbers = this.deferred.splice(0);
      const { refused, areAll } = await this.conflicts.refusedAmong(numbers);
      this.locked.push(...[...refused.keys()].filter((number) => isLockTimeout(refused.get(number))));
      for (const [number, error] of refused) {
        if (await this.lockedUsers.isAborted()) return applied;
        if (!isLockTimeout(error)) await this.refuseOrHoldBack(number, error);
      }
      if (await this.lockedUsers.isAborted()) return applied;
      const others = numbers.filter((number) => !refused.has(number));
      if (!areAll) this.deferred.push(...others);
      else if (others.length > 0) applied += await this.writeDeferred(others, refused.size > 0);
    }
    return applied;
  }

  /** @param again whether those that still conflict may be written later. */
  private async writeDeferred(numbers: readonly number[], again: boolean): Promise<number> {
    const before = this.locked.length;
    const applied = await this.writeOrBisect(numbers, true);
    return applied > 0 || again || this.locked.length > before ? applied : this.writeLast(this.deferred.splice(0));
  }

  private async writeOrBisect(numbers: readonly number[], vacating: boolean): Promise<number> {
    try {
      return await this.commit(numbers, vacating);
    } catch (error) {
      if (isLockTimeout(error)) return this.writeUnlocked(numbers, vacating, error);
      if (!isRefusedData(error)) throw error;
      // A column that no new user has a value for refuses all of them: one reason, not a problem each.
      if (isNotNullViolation(error)) await this.users.refresh();
      const [only] = numbers;
      if (numbers.length > 1 || only === undefined) return this.bisect(numbers, vacating);
      if (isUniqueViolation(error)) {
        this.deferred.push(only);
        await this.journal.defer(only);
      } else await this.refuse(only, error);
      return 0;
    }
  }

  /** Writes the changes of the users that are not locked, and puts the others off. */
  private async writeUnlocked(numbers: readonly number[], vacating: boolean, error: unknown): Promise<number> {
    const locked = await this.lockedUsers.among(numbers, vacating ? 'update' : 'no key update');
    const isExplained = locked.size > 0;
    if (!isExplained) {
      this.lockedUsers.count(error);
      if (numbers.length > 1) return this.bisect(numbers, vacating);
    }
    const putOff = isExplained ? [...locked] : numbers;
    this.locked.push(...putOff);
    await this.journal.putOff(putOff);
    const others = numbers.filter((number) => isExplained && !locked.has(number));
    return others.length > 0 ? this.writeOrBisect(others, vacating) : 0;
  }

  /** Writes nothing more once the run is aborted: what is left stays planned or deferred. */
  private async bisect(numbers: readonly number[], vacating: boolean): Promise<number> {
    const middle = Math.ceil(numbers.length / 2);
    let applied = 0;
    for (const half of [numbers.slice(0, middle), numbers.slice(middle)]) {
      if (await this.lockedUsers.isAborted()) return applied;
      applied += await this.writeOrBisect(half, vacating);
    }
    return applied;
  }

  /** Writes each of these deferred changes alone, or refuses it. Ends early when the run is aborted. */
  private async writeLast(numbers: readonly number[]): Promise<number> {
    let applied = 0;
    for (const number of numbers) {
      if (await this.lockedUsers.isAborted()) return applied;
      applied += await this.writeAlone(number);
    }
    return applied;
  }

  private async writeAlone(number: number): Promise<number> {
    try {
      return await this.commit([number], false);
    } catch (error) {
      if (isLockTimeout(error)) this.locked.push(number);
      else if (isRefusedData(error)) await this.refuseOrHoldBack(number, error);
      else throw error;
      return 0;
    }
  }

  private async refuseOrHoldBack(number: number, error: unknown): Promise<void> {
    if (this.locked.length > 0) this.heldBack.push(number);
    else await this.refuse(number, error);
  }

  private async refuse(number: number, thrown: unknown): Promise<void> {
    const error = sqlErrorOf(thrown);
    await this.journal.refuse(number, 'WRITE_REFUSED', describeRefusedRow(error), refusedValue(error));
    await this.refusals.add(number, thrown);
  }

  private async commit(numbers: readonly number[], vacating: boolean): Promise<number> {
    // Values that are vacated are not in the journal, so no pin may come between the statements.
    let locksFirst = vacating;
    for (let attempt = 1; ; attempt++) {
      try {
        const work = (transaction: Statements) => this.perform(transaction, numbers, { vacating, locksFirst });
        const applied = await this.lease.transaction('applying', work);
        this.lockedUsers.reset();
        if (applied > 0) this.refusals.reset();
        return applied;
      } catch (error) {
        const isPinned = error instanceof PinnedMeanwhile;
        if (!(isPinned || isWorthRetrying(error)) || attempt > MAX_RETRIES) throw error;
        locksFirst ||= isPinned;
      }
    }
  }

  private async perform(
    transaction: Statements,
    numbers: readonly number[],
    { vacating, locksFirst }: Attempt,
  ): Promise<number> {
    await avoidNestedLoops(transaction);
    await this.lockedUsers.limitWait(transaction);
    const { id, job } = this.lease.run;
    const list = arrayLiteral(numbers);
    if (locksFirst) await this.lockedUsers.lock(transaction, numbers);
    if (vacating && this.statements.exchange) await transaction.query(this.statements.exchange.vacate, [id, list]);
    const [row] = await transaction.query<{ applied: number }>(this.statements.apply, [id, list, job.dataPool]);
    await this.assertNotPinned(transaction, [id, list]);
    await this.journal.advance(transaction, numbers.at(-1));
    const applied = row?.applied ?? 0;
    if (applied > 0) await bumpGenerations(transaction, this.tables, ['users']);
    return applied;
  }

  private async assertNotPinned(
    transaction: Statements,
    chunk: readonly [run: string, numbers: string],
  ): Promise<void> {
    const [row] = await transaction.query<{ found: boolean }>(this.statements.pinnedMeanwhile, chunk);
    if (row?.found) throw new PinnedMeanwhile();
  }
}
