import type { RunCounts } from '../../contract/change-kinds.js';
import type { ReadReport } from '../../contract/runs.js';
import type { LeasedRun } from '../../engine/ports/run-store.js';
import type { MappingTarget } from '../../mapping/mapping-rule.js';
import type { Statements } from '../database/database.js';
import { countsDisagree } from '../persistence-errors.js';
import type { RunLeases } from '../runs/run-leases.js';
import { transitionRun } from '../runs/transition-run.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { PlanStatement } from './plan-sql.js';

/** What a plan was made from. */
export interface PlanOrigin {
  /** The fields that the plan may write. */
  readonly targets: readonly MappingTarget[];
  /** Absent for a plan that is not made from a read. */
  readonly readReport?: ReadReport;
}

/** Stores plans: whatever a statement writes as changes and problems of a run. */
export class PlanStore {
  constructor(
    private readonly tables: OwnTables,
    private readonly leases: RunLeases,
  ) {}

  /** Executes the statement and sets the run `planned`, in one transaction. Throws `RUN_COUNTS_DISAGREE`. */
  store(run: LeasedRun, { sql, values }: PlanStatement, { targets, readReport }: PlanOrigin): Promise<RunCounts> {
    return this.leases.of(run).transaction('reading', async (transaction) => {
      await forceHashJoins(transaction);
      const [counts] = await transaction.query<RunCounts>(sql, values);
      if (!counts) throw new Error('The plan returned no counts.');
      // An entry that was lost on the way to the database must not look like someone who is gone.
      if (readReport && counts.read !== readReport.entries) throw countsDisagree(readReport.entries, counts.read);
      await transitionRun(transaction, this.tables, run, { status: 'planned', counts, readReport, targets });
      return counts;
    });
  }
}

/**
 * Users and links may have been written a moment ago, without statistics: the planner would expect one row and use a
 * nested loop over a hundred thousand, or sort them. Every join of a plan has an equality to hash by.
 */
async function forceHashJoins(transaction: Statements): Promise<void> {
  await transaction.query(`select set_config('enable_nestloop', 'off', true), set_config('enable_mergejoin', 'off', true),
    set_config('jit', 'off', true), set_config('work_mem', '64MB', true)`);
}
