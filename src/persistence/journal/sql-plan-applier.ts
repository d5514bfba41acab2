import type { MappingTarget } from '../../mapping/mapping-rule.js';
import { PlanApplier } from '../../engine/ports/plan-applier.js';
import type { LeasedRun } from '../../engine/ports/run-store.js';
import type { Database } from '../database/database.js';
import type { OwnTables } from '../tables/own-tables.js';
import { IS_APPLIED } from '../tables/batch-change.entity.js';
import { leaseLost } from '../persistence-errors.js';
import { transitionRun } from '../runs/transition-run.js';
import type { RunLease } from '../runs/run-lease.js';
import type { RunLeases } from '../runs/run-leases.js';
import { DatabaseUsersTable } from '../users/database-users-table.js';
import type { UserTable } from '../users/user-table.js';
import { applySql } from './apply-sql.js';
import { ChunkWriter } from './chunk-writer.js';
import { LOCK_SECONDS, LockedUsers } from './locked-users.js';
import { pinnedMeanwhileSql } from './pinned-meanwhile.js';
import { RefusalsInARow } from './refusals-in-a-row.js';
import { exchangeStatements } from './vacate-sql.js';

/** Changes per transaction. PGlite has one session, so a long transaction would block the host's pages. */
const CHUNK_SIZES = { postgresql: 2000, pglite: 500 } as const;

/** Applies a plan in the order of its numbers, chunk by chunk, from where it stands. */
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
    const { last, targets, through, appliedBefore, deferred, movesLinks } = await this.begin(lease);
    const visible = await this.users.visible();
    const statements = {
      apply: applySql(this.users, this.tables, targets, visible, movesLinks),
      exchange: exchangeStatements(this.users, this.tables, targets, visible),
      pinnedMeanwhile: pinnedMeanwhileSql(this.users, this.tables, targets),
    };
    const usersTable = new DatabaseUsersTable(this.users, this.database);
    const lockedUsers = new LockedUsers(lease, this.tables, this.users, this.lockSeconds, signal);
    const refusals = new RefusalsInARow(lease, statements.apply, lockedUsers, last);
    const writer = new ChunkWriter(lease, this.tables, statements, usersTable, lockedUsers, refusals, deferred);
    let applied = appliedBefore;
    for (let from = through + 1; from <= last; from += chunkSize) {
      if (signal.aborted) return;
      applied += await writer.write(numbersFrom(from, Math.min(from + chunkSize - 1, last)));
      yield applied;
    }
    if (signal.aborted) return;
    applied += await writer.applyDeferred();
    yield applied;
  }

  private begin(lease: RunLease): Promise<BegunPlan> {
    const { change, run } = this.tables;
    return lease.transaction('planned', async (transaction) => {
      await transitionRun(transaction, this.tables, lease.run, { status: 'applying' });
      await transaction.query(
        `update ${run} set applying_at = coalesce(applying_at, now()) where id = $1::text::uuid`,
        [lease.run.id],
      );
      const [plan] = await transaction.query<
        Omit<BegunPlan, 'targets' | 'deferred'> & Record<'targets' | 'deferred', string>
      >(
        `select r.targets::text as targets, r.applied_through as through,
           r.decision is not null or r.reverts_run_id is not null as "movesLinks",
           coalesce((select max(c.seq) from ${change} c where c.run_id = r.id), 0)::int as last,
           (select count(*)::int from ${change} c
            where c.run_id = r.id and c.seq <= r.applied_through and ${IS_APPLIED}) as "appliedBefore",
           (select coalesce(json_agg(c.seq order by c.seq), '[]')::text from ${change} c
            where c.run_id = r.id and c.seq <= r.applied_through and c.state = 'deferred') as deferred
         from ${run} r where r.id = $1::text::uuid`,
        [lease.run.id],
      );
      if (!plan) throw leaseLost();
      return {
        ...plan,
        targets: JSON.parse(plan.targets) as readonly MappingTarget[],
        deferred: JSON.parse(plan.deferred) as readonly number[],
      };
    });
  }
}

/** A plan, and how far it was applied before the run broke off. */
interface BegunPlan {
  readonly targets: readonly MappingTarget[];
  readonly through: number;
  readonly last: number;
  readonly appliedBefore: number;
  /** Whether its changes may move links to other stable ids. */
  readonly movesLinks: boolean;
  /** Changes that were put off, among those that the run got past. */
  readonly deferred: readonly number[];
}

function numbersFrom(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
