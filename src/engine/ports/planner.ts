import type { RunCounts } from '../../contract/change-kinds.js';
import type { ReadReport } from '../../contract/runs.js';
import type { ReadSource } from './read-store.js';
import type { LeasedRun } from './run-store.js';

/** Plans what a complete read leads to. */
export abstract class Planner {
  /**
   * Compares what was read with the users and stores the plan: changes, problems and counts, in one transaction with
   * the read report and the run's status `planned`. Unchanged users cost no row. Throws `RUN_COUNTS_DISAGREE` when
   * fewer entries are planned than the report says were read.
   */
  abstract plan(run: LeasedRun, source: ReadSource, report: ReadReport): Promise<RunCounts>;
}
