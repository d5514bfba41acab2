import type { Statements } from '../database/database.js';
import { avoidNestedLoops } from '../database/planner-settings.js';
import { isLockTimeout, isRefusedData, isWorthRetrying, MAX_RETRIES } from '../database/sql-state.js';
import { arrayLiteral } from '../database/sql.js';
import type { RunLease } from '../runs/run-lease.js';
import type { ChunkStatements } from './chunk-statements.js';
import type { LockedUsers } from './locked-users.js';
import { WantedValues } from './wanted-values.js';

/** Changes that the database refuses, by number, each with its error. */
type Refused = ReadonlyMap<number, unknown>;

export interface Probed {
  readonly refused: Refused;
  /** Whether there are no others. */
  readonly areAll: boolean;
}

const NOBODY: Probed = { refused: new Map(), areAll: true };

/** After how many refused changes a probe ends: it locks the users, and the embedded database has only its session. */
const ENOUGH = 20;

/** Finds out which of the changes that wait for each other's values cannot be applied. Writes nothing. */
export class ConflictProbe {
  constructor(
    private readonly lease: RunLease,
    private readonly statements: ChunkStatements,
    private readonly lockedUsers: LockedUsers,
  ) {}

  /**
   * The changes that conflict with users whom none of these changes concerns, and those that wait for the value of such a
   * change, each with the error of the database: some of them, if there are many. Where another session has locked the
   * user, or a value that the change needs, the error is a lock time-out. Ends early when the run is aborted.
   */
  async refusedAmong(numbers: readonly number[]): Promise<Probed> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.lease.transaction('applying', (transaction) => this.probe(transaction, numbers));
      } catch (error) {
        if (isRefusedData(error) || (await this.lockedUsers.isAborted())) return NOBODY;
        const locked = isLockTimeout(error) ? await this.lockedUsers.among(numbers, 'update') : new Set<number>();
        if (locked.size > 0) return { refused: new Map([...locked].map((number) => [number, error])), areAll: false };
        if (!(isLockTimeout(error) || isWorthRetrying(error))) throw error;
        if (attempt > MAX_RETRIES) {
          if (isLockTimeout(error)) return NOBODY;
          throw error;
        }
      }
    }
  }

  private async probe(transaction: Statements, numbers: readonly number[]): Promise<Probed> {
    await avoidNestedLoops(transaction);
    await this.lockedUsers.limitWait(transaction);
    await transaction.query('savepoint without_effect');
    await this.lockedUsers.lock(transaction, numbers);
    const refused = new Map<number, unknown>();
    await this.vacate(transaction, numbers);
    const wanted = await this.wantedValues(transaction, numbers);
    let areAll = false;
    // Each lock that is waited for costs time in which the users are locked.
    while (!areAll && refused.size < ENOUGH && ![...refused.values()].some(isLockTimeout)) {
      const rest = numbers.filter((number) => !refused.has(number));
      const found = await this.bisect(transaction, rest);
      await this.follow(transaction, found, wanted, refused);
      areAll = found.size === 0;
    }
    await transaction.query('rollback to savepoint without_effect');
    return { refused, areAll };
  }

  /** Adds changes, and whoever waits for a value that a refused change does not give up. */
  private async follow(
    transaction: Statements,
    found: Refused,
    wanted: WantedValues,
    refused: Map<number, unknown>,
  ): Promise<void> {
    let added = found;
    while (added.size > 0) {
      for (const [number, error] of added) refused.set(number, error);
      if (refused.size >= ENOUGH) return;
      await this.restore(transaction, [...added.keys()]);
      const waiting = wanted.waitingFor([...added.keys()]).filter((number) => !refused.has(number));
      added = await this.eachRefused(transaction, waiting);
    }
  }

  private async eachRefused(transaction: Statements, numbers: readonly number[]): Promise<Refused> {
    const refused = new Map<number, unknown>();
    for (const number of numbers) {
      const error = await this.refusal(transaction, [number]);
      if (error !== undefined) refused.set(number, error);
    }
    return refused;
  }

  /** Bisects changes until those are found that the database refuses alone. */
  private async bisect(transaction: Statements, numbers: readonly number[]): Promise<Refused> {
    const error = numbers.length > 0 ? await this.refusal(transaction, numbers) : undefined;
    const [only] = numbers;
    if (error === undefined || only === undefined) return new Map();
    if (numbers.length === 1) return new Map([[only, error]]);
    const middle = Math.ceil(numbers.length / 2);
    const first = await this.bisect(transaction, numbers.slice(0, middle));
    if (first.size >= ENOUGH || [...first.values()].some(isLockTimeout)) return first;
    return new Map([...first, ...(await this.bisect(transaction, numbers.slice(middle)))]);
  }

  /** Why the database refuses the changes; undefined if it does not, and once the run is aborted. */
  private async refusal(transaction: Statements, numbers: readonly number[]): Promise<unknown> {
    if (await this.lockedUsers.isAborted()) return undefined;
    const { id, job } = this.lease.run;
    await transaction.query('savepoint before_change');
    try {
      await transaction.query(this.statements.apply, [id, arrayLiteral(numbers), job.dataPool]);
      return undefined;
    } catch (error) {
      if (!isRefusedData(error) && !isLockTimeout(error)) throw error;
      return error;
    } finally {
      await transaction.query('rollback to savepoint before_change').catch(() => []);
      await transaction.query('release savepoint before_change').catch(() => []);
    }
  }

  private async vacate(transaction: Statements, numbers: readonly number[]): Promise<void> {
    const { exchange } = this.statements;
    if (exchange) await transaction.query(exchange.vacate, [this.lease.run.id, arrayLiteral(numbers)]);
  }

  private async restore(transaction: Statements, numbers: readonly number[]): Promise<void> {
    const { exchange } = this.statements;
    if (exchange) await transaction.query(exchange.restore, [this.lease.run.id, arrayLiteral(numbers)]);
  }

  private async wantedValues(transaction: Statements, numbers: readonly number[]): Promise<WantedValues> {
    const { exchange } = this.statements;
    if (!exchange) return new WantedValues([]);
    return new WantedValues(await transaction.query(exchange.values, [this.lease.run.id, arrayLiteral(numbers)]));
  }
}
