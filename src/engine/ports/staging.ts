import type { ReadReport } from '../../contract/runs.js';
import type { RunCounts } from '../../contract/change-kinds.js';
import type { DirectoryUser } from '../../mapping/directory-user.js';
import type { EntryProblem } from '../../mapping/mapped.js';
import type { MappingTarget } from '../../mapping/mapping-rule.js';
import type { LeasedRun } from './run-store.js';

/** The users table's own limits, and the place where what was read waits for the plan. */
export abstract class Staging {
  /** @param targets the fields this run writes; what is not mapped is neither compared nor written. */
  abstract open(run: LeasedRun, targets: readonly MappingTarget[]): Promise<StagingArea>;
}

/** What one run has read so far. Bounded memory: rows go to the database as they come. */
export interface StagingArea {
  add(user: DirectoryUser): void;
  reject(problem: EntryProblem): void;
  /** Sends off what came since the last time. Resolves when more may come. */
  flush(): Promise<void>;
  /**
   * Turns what was staged into the plan: changes, problems and counts, in one transaction with the read report and the
   * run's status `planned`. Writes no row for who stays as is.
   */
  plan(readReport: ReadReport): Promise<RunCounts>;
  /** Drops what was staged. Safe to call twice, and after a failure. */
  close(): Promise<void>;
}
