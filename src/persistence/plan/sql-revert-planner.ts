import type { RunCounts } from '../../contract/change-kinds.js';
import type { Revert } from '../../contract/run.js';
import { REVERT_SHAPE, RevertPlanner } from '../../engine/ports/revert-planner.js';
import type { LeasedRun } from '../../engine/ports/run-store.js';
import type { Database } from '../database/database.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { UserTable } from '../users/user-table.js';
import { readDecision } from './decided-conflicts.js';
import type { PlanStore } from './plan-store.js';
import { revertSql } from './revert-sql.js';
import { targetsOfRun } from './targets-of-run.js';

/** Plans reverts in the database: one statement over the journal and the users. */
export class SqlRevertPlanner extends RevertPlanner {
  constructor(
    private readonly users: UserTable,
    private readonly tables: OwnTables,
    private readonly plans: PlanStore,
    private readonly database: Database,
  ) {
    super();
  }

  async plan(run: LeasedRun, reverts: Revert): Promise<RunCounts> {
    // The new plan has the values of the reverted run, in the same order.
    const targets = await targetsOfRun(this.database, this.tables, reverts.runId);
    const visible = await this.users.visible();
    const { id, job } = run;
    const decision = await readDecision(this.database, this.tables, reverts.runId);
    const hasReleases = decision?.choice === 'release';
    const plan = { id, dataPool: job.dataPool, reverts, targets, visible, hasReleases };
    const statement = revertSql(this.users, this.tables, plan);
    return this.plans.store(run, statement, { targets, settingsShape: REVERT_SHAPE });
  }
}
