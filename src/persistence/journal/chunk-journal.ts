import type { ProblemCode } from '../../contract/error-codes.js';
import type { Statements } from '../database/database.js';
import { arrayLiteral } from '../database/sql.js';
import type { RunLease } from '../runs/run-lease.js';
import type { OwnTables } from '../tables/own-tables.js';

/** Stores how far the plan of a run is applied, and what happened to changes that were not applied with their chunk. */
export class ChunkJournal {
  constructor(
    private readonly lease: RunLease,
    private readonly tables: OwnTables,
  ) {}

  /** Stores how far the plan is applied. Deferred changes come after the last number, so they store nothing. */
  async advance(transaction: Statements, through: number | undefined): Promise<void> {
    if (through === undefined) return;
    await transaction.query(
      `with advanced as (update ${this.tables.run} set applied_through = $2::int
         where id = $1::text::uuid and applied_through < $2::int returning id)
       insert into ${this.tables.chunk} (run_id, last_seq, position)
       select id, $2::int, nextval('${this.tables.position}') from advanced`,
      [this.lease.run.id, through],
    );
  }

  /**
   * Refuses a change, which becomes a problem.
   *
   * @param value that is to blame. @default none
   */
  async refuse(
    number: number,
    code: ProblemCode,
    params: Readonly<Record<string, string | number>>,
    value: string | null = null,
  ): Promise<void> {
    await this.lease.transaction('applying', async (transaction) => {
      await transaction.query(
        `with refused as (update ${this.tables.change} set state = 'refused'
           where run_id = $1::text::uuid and seq = $2::int and state in ('planned', 'deferred') returning dn, stable_id)
         insert into ${this.tables.problem} (run_id, dn, stable_id, code, params, value)
         select $1::text::uuid, dn, stable_id, $3::text, $4::text::jsonb, $5::text from refused`,
        [this.lease.run.id, number, code, JSON.stringify(params), value],
      );
      await this.advance(transaction, number);
    });
  }

  /** Defers a change when all changes before it were written. */
  async defer(number: number): Promise<void> {
    await this.lease.transaction('applying', async (transaction) => {
      await this.markDeferred(transaction, [number]);
      await this.advance(transaction, number);
    });
  }

  /** Defers some changes of a chunk before the others are written: the run gets past all of them with the others. */
  async putOff(numbers: readonly number[]): Promise<void> {
    await this.lease.transaction('applying', (transaction) => this.markDeferred(transaction, numbers));
  }

  private async markDeferred(transaction: Statements, numbers: readonly number[]): Promise<void> {
    await transaction.query(
      `update ${this.tables.change} set state = 'deferred'
       where run_id = $1::text::uuid and seq = any($2::text::int[]) and state = 'planned'`,
      [this.lease.run.id, arrayLiteral(numbers)],
    );
  }
}
