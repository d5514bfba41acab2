import { isUniqueViolation, sqlErrorOf } from '../database/sql-state.js';
import { arrayLiteral } from '../database/sql.js';
import { writesRefused } from '../persistence-errors.js';
import type { RunLease } from '../runs/run-lease.js';
import { describeRefusedRow } from './describe-refused-row.js';
import type { LockedUsers } from './locked-users.js';

/** How many changes are refused in a row before others are tried. */
const MANY = 100;
/** How many changes must be left. It takes moments only to try each of fewer, and then nothing that could be written is left out. */
const LEFT = 10_000;
/** How many of those that are left are tried. */
const TRIED = 100;

/**
 * Ends a run that the database refuses as a whole: changes in a row were refused for one cause, and so are others from the whole
 * rest of the plan, which are tried without effect. What only some are refused for stops nobody else.
 */
export class RefusalsInARow {
  private cause = '';
  private count = 0;

  /** @param last number of the last change of the plan. */
  constructor(
    private readonly lease: RunLease,
    private readonly applySql: string,
    private readonly lockedUsers: LockedUsers,
    private readonly last: number,
  ) {}

  /** To be called when something was written. */
  reset(): void {
    this.count = 0;
  }

  /** Throws `WRITES_REFUSED` if the rest of the plan would be refused as this change was. */
  async add(number: number, thrown: unknown): Promise<void> {
    // Each value that another user has is a cause of its own.
    if (isUniqueViolation(thrown)) return;
    const cause = causeOf(thrown);
    this.count = cause === this.cause ? this.count + 1 : 1;
    this.cause = cause;
    if (this.count % MANY !== 0 || this.last - number < LEFT) return;
    if (!(await this.areRefused(spread(number + 1, this.last)))) return;
    const { reason = '' } = describeRefusedRow(sqlErrorOf(thrown));
    throw writesRefused(this.count, reason, thrown);
  }

  private async areRefused(numbers: readonly number[]): Promise<boolean> {
    for (const number of numbers) {
      if (await this.lockedUsers.isAborted()) return false;
      if (causeOf(await this.tried(number)) !== this.cause) return false;
    }
    return true;
  }

  /** Why a change cannot be written. It is not written in any case. */
  private async tried(number: number): Promise<unknown> {
    const { id, job } = this.lease.run;
    try {
      await this.lease.transaction('applying', async (transaction) => {
        await this.lockedUsers.limitWait(transaction);
        await transaction.query(this.applySql, [id, arrayLiteral([number]), job.dataPool]);
        throw new TriedOnly();
      });
    } catch (error) {
      return error;
    }
    return undefined;
  }
}

class TriedOnly extends Error {}

/** Messages may contain values, so they are not compared. */
function causeOf(thrown: unknown): string {
  const error = sqlErrorOf(thrown);
  return error ? JSON.stringify([error.code, error.constraint, error.column]) : '';
}

/** Numbers from the whole range, at equal distances. */
function spread(first: number, last: number): readonly number[] {
  return Array.from({ length: TRIED }, (_, index) => first + Math.floor(((last - first) * index) / (TRIED - 1)));
}
