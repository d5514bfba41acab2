import type { MappingTarget } from '../../mapping/mapping-rule.js';
import { PlanApplier } from '../../engine/ports/plan-applier.js';
import type { LeasedRun } from '../../engine/ports/run-store.js';
import type { Database } from '../database/database.js';
import type { OwnTables } from '../tables/own-tables.js';
import { transitionRun } from '../runs/transition-run.js';
import type { RunLease } from '../runs/run-lease.js';
import type { RunLeases } from '../runs/run-leases.js';
import { DatabaseUsersTable } from '../users/database-users-table.js';
import type { UserTable } from '../users/user-table.js';
import { applySql } from './apply-sql.js';
import { ChunkWriter } from './chunk-writer.js';
import { LOCK_SECONDS, LockedUsers } from './locked-users.js';
import { vacateSql } from './vacate-sql.js';

/** Changes per transaction. PGlite has one session, so a long transaction would block the host's pages. */
const CHUNK_SIZES = { postgresql: 2000, pglite: 500 } as const;

/** Applies a plan in the order of its numbers, chunk by chunk. */
export class SqlPlanApplier extends PlanApplier {
  constructor(
    private readonly users: UserTable,
    private readonly tables: OwnTables,
    private readonly leases: RunLeases,
    private readonly database: Database,
    private readonly lockSeconds = LOCK_SECONDS,
  ) {
    super();
  }

  async *apply(
    run: LeasedRun,
    chunkSize: number = CHUNK_SIZES[this.database.kind],
    signal: AbortSignal,
  ): AsyncIterable<number> {
    const lease = this.leases.of(run);
    const { last, targets } = await this.begin(lease);
    const visible = await this.users.visible();
    const statements = {
      apply: applySql(this.users, this.tables, targets, visible),
      vacate: vacateSql(this.users, this.tables, targets, visible),
    };
    const usersTable = new DatabaseUsersTable(this.users, this.database);
    const lockedUsers = new LockedUsers(lease, this.tables, this.users, this.lockSeconds, signal);
    const writer = new ChunkWriter(lease, this.tables, statements, usersTable, lockedUsers);
    let applied = 0;
    for (let from = 1; from <= last; from += chunkSize) {
      if (signal.aborted) return;
      applied += await writer.write(numbersFrom(from, Math.min(from + chunkSize - 1, last)));
      yield applied;
    }
    if (signal.aborted) return;
    applied += await writer.applyDeferred();
    yield applied;
  }

  private begin(lease: RunLease): Promise<{ readonly last: number; readonly targets: readonly MappingTarget[] }> {
    return lease.transaction('planned', async (transaction) => {
      await transitionRun(transaction, this.tables, lease.run, { status: 'applying' });
      const [plan] = await transaction.query<{ last: number; targets: string }>(
        `select r.targets::text as targets,
           coalesce((select max(c.seq) from ${this.tables.change} c where c.run_id = r.id), 0)::int as last
         from ${this.tables.run} r where r.id = $1::text::uuid`,
        [lease.run.id],
      );
      return { last: plan?.last ?? 0, targets: JSON.parse(plan?.targets ?? '[]') as readonly MappingTarget[] };
    });
  }
}

function numbersFrom(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
