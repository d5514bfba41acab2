import { storableText } from '../../contract/storable-text.js';
import type { Statements } from '../database/database.js';
import { avoidNestedLoops } from '../database/planner-settings.js';
import { isRefusedData, isUniqueViolation, isWorthRetrying, type SqlError, sqlErrorOf } from '../database/sql-state.js';
import { arrayLiteral } from '../database/sql.js';
import { bumpGenerations } from '../events/notify.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { RunLease } from '../runs/run-lease.js';

export interface ChunkStatements {
  readonly apply: string;
  /** Undefined when the plan writes nothing that is or may be unique. */
  readonly vacate: string | undefined;
}

const RETRIES = 5;

/** Writes planned changes in transactions; halves one that the database refuses until the row at fault stands alone. */
export class ChunkWriter {
  private deferred: number[] = [];

  constructor(
    private readonly lease: RunLease,
    private readonly tables: OwnTables,
    private readonly statements: ChunkStatements,
  ) {}

  /**
   * Applies changes by their numbers; returns how many were. A change whose unique value another user still holds
   * waits for `exchange`: that user may give it up further on.
   */
  async write(numbers: readonly number[]): Promise<number> {
    return this.writeOrBisect(numbers, false);
  }

  /** Applies what waited: chains of renames, and values that users exchange. What still does not fit is refused. */
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

  private async writeOrBisect(numbers: readonly number[], exchanging: boolean): Promise<number> {
    try {
      return await this.commit(numbers, exchanging);
    } catch (error) {
      if (!isRefusedData(error)) throw error;
      const [only] = numbers;
      if (numbers.length > 1 || only === undefined) return this.bisect(numbers, exchanging);
      if (isUniqueViolation(error)) this.deferred.push(only);
      else await this.refuse(only, sqlErrorOf(error));
      return 0;
    }
  }

  private async bisect(numbers: readonly number[], exchanging: boolean): Promise<number> {
    const middle = Math.ceil(numbers.length / 2);
    const first = await this.writeOrBisect(numbers.slice(0, middle), exchanging);
    return first + (await this.writeOrBisect(numbers.slice(middle), exchanging));
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

  private async commit(numbers: readonly number[], exchanging: boolean): Promise<number> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.lease.transaction('applying', (transaction) =>
          this.perform(transaction, numbers, exchanging),
        );
      } catch (error) {
        if (!isWorthRetrying(error) || attempt > RETRIES) throw error;
      }
    }
  }

  private async perform(transaction: Statements, numbers: readonly number[], exchanging: boolean): Promise<number> {
    await avoidNestedLoops(transaction);
    const { id, job } = this.lease.run;
    const list = arrayLiteral(numbers);
    if (exchanging && this.statements.vacate) await transaction.query(this.statements.vacate, [id, list]);
    const [row] = await transaction.query<{ applied: number }>(this.statements.apply, [id, list, job.dataPool]);
    const applied = row?.applied ?? 0;
    if (applied > 0) await bumpGenerations(transaction, this.tables, ['users']);
    return applied;
  }

  private async refuse(number: number, error: SqlError | undefined): Promise<void> {
    const { id } = this.lease.run;
    await this.lease.transaction('applying', (transaction) =>
      transaction.query(
        `with refused as (update ${this.tables.change} set state = 'refused'
           where run_id = $1::text::uuid and seq = $2::int and state = 'planned' returning dn, stable_id)
         insert into ${this.tables.problem} (run_id, dn, stable_id, code, params)
         select $1::text::uuid, dn, stable_id, 'WRITE_REFUSED', $3::text::jsonb from refused`,
        [id, number, JSON.stringify(describeRefusedRow(error))],
      ),
    );
  }
}

/** Why the database refused a row, without the values that it names. */
export function describeRefusedRow(error: SqlError | undefined): Record<string, string> {
  const message = storableText(error?.message ?? 'unknown');
  // Class 22 quotes the value at the end: invalid input syntax for type integer: "abc".
  const reason = error?.code.startsWith('22') ? message.replace(/:\s*".*$/s, '') : message;
  const { constraint, column } = error ?? {};
  return { reason: reason.slice(0, 300), ...(constraint ? { constraint } : {}), ...(column ? { column } : {}) };
}
