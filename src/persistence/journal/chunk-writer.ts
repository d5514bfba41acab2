import { storableText } from '../../contract/storable-text.js';
import type { UsersTable } from '../../contract/users-table.js';
import type { Statements } from '../database/database.js';
import { avoidNestedLoops } from '../database/planner-settings.js';
import {
  isNotNullViolation,
  isRefusedData,
  isUniqueViolation,
  isWorthRetrying,
  type SqlError,
  sqlErrorOf,
} from '../database/sql-state.js';
import { arrayLiteral } from '../database/sql.js';
import { bumpGenerations } from '../events/notify.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { RunLease } from '../runs/run-lease.js';

export interface ChunkStatements {
  readonly apply: string;
  /** Undefined when the plan writes no column that is or may be unique. */
  readonly vacate: string | undefined;
}

const MAX_RETRIES = 5;

/** Applies planned changes in transactions. Bisects a refused transaction until the row that causes the error is found. */
export class ChunkWriter {
  private deferred: number[] = [];

  constructor(
    private readonly lease: RunLease,
    private readonly tables: OwnTables,
    private readonly statements: ChunkStatements,
    private readonly users: UsersTable,
  ) {}

  /**
   * Applies the changes with the numbers; returns the count of applied changes. A change whose unique value another user
   * still has is deferred, because a later change may release the value.
   */
  async write(numbers: readonly number[]): Promise<number> {
    return this.writeOrBisect(numbers, false);
  }

  /** Applies the deferred changes: chains of renames and exchanged values. Refuses those that still conflict. */
  async applyDeferred(): Promise<number> {
    let applied = 0;
    let progress = true;
    while (this.deferred.length > 0 && progress) {
      const numbers = this.deferred;
      this.deferred = [];
      const done = await this.writeOrBisect(numbers, true);
      progress = done > 0;
      applied += done;
    }
    const left = this.deferred;
    this.deferred = [];
    for (const number of left) applied += await this.writeLast(number);
    return applied;
  }

  private async writeOrBisect(numbers: readonly number[], vacating: boolean): Promise<number> {
    try {
      return await this.commit(numbers, vacating);
    } catch (error) {
      if (!isRefusedData(error)) throw error;
      // A column that no new user has a value for refuses all of them: one reason, not a problem each.
      if (isNotNullViolation(error)) await this.users.refresh();
      const [only] = numbers;
      if (numbers.length > 1 || only === undefined) return this.bisect(numbers, vacating);
      if (isUniqueViolation(error)) await this.defer(only);
      else await this.refuse(only, sqlErrorOf(error));
      return 0;
    }
  }

  private async bisect(numbers: readonly number[], vacating: boolean): Promise<number> {
    const middle = Math.ceil(numbers.length / 2);
    const first = await this.writeOrBisect(numbers.slice(0, middle), vacating);
    return first + (await this.writeOrBisect(numbers.slice(middle), vacating));
  }

  private async writeLast(number: number): Promise<number> {
    try {
      return await this.commit([number], false);
    } catch (error) {
      if (!isRefusedData(error)) throw error;
      await this.refuse(number, sqlErrorOf(error));
      return 0;
    }
  }

  private async commit(numbers: readonly number[], vacating: boolean): Promise<number> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.lease.transaction('applying', (transaction) => this.perform(transaction, numbers, vacating));
      } catch (error) {
        if (!isWorthRetrying(error) || attempt > MAX_RETRIES) throw error;
      }
    }
  }

  private async perform(transaction: Statements, numbers: readonly number[], vacating: boolean): Promise<number> {
    await avoidNestedLoops(transaction);
    const { id, job } = this.lease.run;
    const list = arrayLiteral(numbers);
    if (vacating && this.statements.vacate) await transaction.query(this.statements.vacate, [id, list]);
    const [row] = await transaction.query<{ applied: number }>(this.statements.apply, [id, list, job.dataPool]);
    await this.advance(transaction, numbers.at(-1));
    const applied = row?.applied ?? 0;
    if (applied > 0) await bumpGenerations(transaction, this.tables, ['users']);
    return applied;
  }

  private async refuse(number: number, error: SqlError | undefined): Promise<void> {
    const { id } = this.lease.run;
    await this.lease.transaction('applying', async (transaction) => {
      await transaction.query(
        `with refused as (update ${this.tables.change} set state = 'refused'
           where run_id = $1::text::uuid and seq = $2::int and state in ('planned', 'deferred') returning dn, stable_id)
         insert into ${this.tables.problem} (run_id, dn, stable_id, code, params)
         select $1::text::uuid, dn, stable_id, 'WRITE_REFUSED', $3::text::jsonb from refused`,
        [id, number, JSON.stringify(describeRefusedRow(error))],
      );
      await this.advance(transaction, number);
    });
  }

  private async defer(number: number): Promise<void> {
    this.deferred.push(number);
    await this.lease.transaction('applying', async (transaction) => {
      await transaction.query(
        `update ${this.tables.change} set state = 'deferred'
         where run_id = $1::text::uuid and seq = $2::int and state = 'planned'`,
        [this.lease.run.id, number],
      );
      await this.advance(transaction, number);
    });
  }

  /** Stores how far the plan is applied. Deferred changes come after the last number, so they store nothing. */
  private async advance(transaction: Statements, through: number | undefined): Promise<void> {
    if (through === undefined) return;
    await transaction.query(
      `with advanced as (update ${this.tables.run} set applied_through = $2::int
         where id = $1::text::uuid and applied_through < $2::int returning id)
       insert into ${this.tables.chunk} (run_id, last_seq) select id, $2::int from advanced`,
      [this.lease.run.id, through],
    );
  }
}

/** Why the database refused a row, without the values in its message. */
export function describeRefusedRow(error: SqlError | undefined): Record<string, string> {
  const message = storableText(error?.message ?? 'unknown');
  // Messages of class 22 end with the value: invalid input syntax for type integer: "abc".
  const reason = error?.code.startsWith('22') ? message.replace(/:\s*".*$/s, '') : message;
  const { constraint, column } = error ?? {};
  return { reason: reason.slice(0, 300), ...(constraint ? { constraint } : {}), ...(column ? { column } : {}) };
}
