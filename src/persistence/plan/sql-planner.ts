import type { RunCounts } from '../../contract/change-kinds.js';
import type { ConflictChoice } from '../../contract/conflicts.js';
import type { ReadReport } from '../../contract/run.js';
import { type PlanBasis, Planner } from '../../engine/ports/planner.js';
import type { ReadSource } from '../../engine/ports/read-store.js';
import type { LeasedRun } from '../../engine/ports/run-store.js';
import type { Database } from '../database/database.js';
import { StagedTable } from '../reads/staged-table.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { UserTable } from '../users/user-table.js';
import { keepFoundConflicts, readDecision } from './decided-conflicts.js';
import { readPinnedNames } from './pinned-values.js';
import { planSql } from './plan-sql.js';
import type { PlanStore } from './plan-store.js';

/** Plans in the database: one statement over the stored read, the links and the users. */
export class SqlPlanner extends Planner {
  constructor(
    private readonly users: UserTable,
    private readonly tables: OwnTables,
    private readonly plans: PlanStore,
    private readonly database: Database,
  ) {
    super();
  }

  async plan(
    run: LeasedRun,
    source: ReadSource,
    readReport: ReadReport,
    { decisionTable, matching, matchingOtherPools, releasedName, mapping = [], ...basis }: PlanBasis,
  ): Promise<RunCounts> {
    const { settingsShape, settingsVersion, dataPoolVersion, sections } = basis;
    const staged = new StagedTable(source.name, source.targets, source.kept, source.chosen);
    const isForOne = run.only !== null;
    const undecided = {
      id: run.id,
      dataPool: run.job.dataPool,
      decisionTable,
      matching,
      matchingOtherPools,
      releasedName,
      required: mapping.filter(({ required }) => required).map(({ field }) => field),
      isForOne,
      job: isForOne ? undefined : run.job.name,
      visible: await this.users.visible(),
      pinned: await readPinnedNames(this.database, this.tables),
    };
    const decision = await readDecision(this.database, this.tables, run.id);
    const sqlOf = (choice?: ConflictChoice) => planSql(this.users, this.tables, staged, { ...undecided, choice });
    const origin = {
      targets: source.targets,
      settingsShape,
      settingsVersion,
      dataPoolVersion,
      // That one person was synchronized is no consent to the settings for everyone.
      sections: isForOne ? undefined : sections,
      readReport,
    };
    return this.plans.store(run, sqlOf(decision?.choice), origin, async (transaction) => {
      if (decision) await keepFoundConflicts(transaction, this.tables, run.id, decision, sqlOf());
    });
  }
}
