import type { MappingTarget } from '../../mapping/mapping-rule.js';
import { Applier } from '../../sync/ports/applier.js';
import type { OpenRun } from '../../sync/ports/runs.js';
import type { OwnTables } from '../own-tables.js';
import { moveRun } from '../runs/move-run.js';
import type { Turn } from '../runs/turn.js';
import type { Turns } from '../runs/turns.js';
import type { UserTable } from '../user-table/user-table.js';
import { chunkSql, parkSql } from './chunk-sql.js';
import { ChunkWriter } from './chunk-writer.js';

/** Walks the plan by its numbers, chunk by chunk. */
export class SqlApplier extends Applier {
  constructor(
    private readonly users: UserTable,
    private readonly tables: OwnTables,
    private readonly turns: Turns,
  ) {
    super();
  }

  async *apply(run: OpenRun, chunkSize: number, signal: AbortSignal): AsyncIterable<number> {
    const turn = this.turns.of(run);
    const { last, targets } = await this.begin(turn);
    const writer = new ChunkWriter(turn, this.tables, {
      apply: chunkSql(this.users, this.tables, targets),
      park: parkSql(this.users, this.tables, targets),
    });
    let applied = 0;
    for (let from = 1; from <= last; from += chunkSize) {
      if (signal.aborted) return;
      applied += await writer.write(numbersFrom(from, Math.min(from + chunkSize - 1, last)));
      yield applied;
    }
    if (signal.aborted) return;
    applied += await writer.exchange();
    yield applied;
  }

  private begin(turn: Turn): Promise<{ readonly last: number; readonly targets: readonly MappingTarget[] }> {
    return turn.transaction('planned', async (transaction) => {
      await moveRun(transaction, this.tables, turn.run, { status: 'applying' });
      const [plan] = await transaction.query<{ last: number; targets: string }>(
        `select r.targets::text as targets,
           coalesce((select max(c.seq) from ${this.tables.change} c where c.run_id = r.id), 0)::int as last
         from ${this.tables.run} r where r.id = $1::text::uuid`,
        [turn.run.id],
      );
      return { last: plan?.last ?? 0, targets: JSON.parse(plan?.targets ?? '[]') as readonly MappingTarget[] };
    });
  }
}

function numbersFrom(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
