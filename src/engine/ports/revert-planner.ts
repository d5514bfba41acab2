import type { RunCounts } from '../../contract/change-kinds.js';
import type { Revert } from '../../contract/run.js';
import type { LeasedRun } from './run-store.js';

/** What stands for the settings in the plan of a revert, because no setting decides what it contains. */
export const REVERT_SHAPE = 'revert';

/** Plans to turn back what a run wrote. */
export abstract class RevertPlanner {
  /**
   * Stores the changes, problems and counts from the journal of the reverted run, and the run's status `planned`, in one
   * transaction. A value is turned back only if it is still the one that the reverted run wrote.
   */
  abstract plan(run: LeasedRun, revert: Revert): Promise<RunCounts>;
}
