import type { MatchingField } from '../../contract/matching.js';
import type { RunCounts } from '../../contract/change-kinds.js';
import type { ReadReport } from '../../contract/run.js';
import type { MappingRule } from '../../mapping/mapping-rule.js';
import type { Decision } from '../../processes/process-definition.js';
import type { SectionHashes } from '../../contract/approval.js';
import type { ReadSource } from './read-store.js';
import type { LeasedRun } from './run-store.js';

export interface PlanBasis {
  /** Of the run's process: what an entry leads to. */
  readonly decisionTable: readonly Decision[];
  /** The fields by which unlinked entries find their users, in this order. @default DEFAULT_MATCHING */
  readonly matching?: readonly MatchingField[];
  /** Whether they find users, too, who are linked in other data pools only. @default false */
  readonly matchingOtherPools?: boolean;
  /** The name of a user who gives one up, with `{value}` for the former one. @default DEFAULT_RELEASED_NAME */
  readonly releasedName?: string;
  /** The rows of the mapping: a new user is not created without a field that one of them requires. */
  readonly mapping?: readonly Pick<MappingRule, 'field' | 'required'>[];
  /** Hash of the settings that decide what the plan contains. */
  readonly settingsShape: string;
  /** Version of the stored settings; kept with the run. */
  readonly settingsVersion?: number;
  readonly dataPoolVersion?: number;
  /** Kept with the run, so that later settings can be compared with them. */
  readonly sections?: SectionHashes;
}

/** Plans the changes that a complete read leads to. */
export abstract class Planner {
  /**
   * Compares the read with the users and stores changes, problems, counts, the read report and the run's status
   * `planned` in one transaction. Unchanged users need no row. Throws `RUN_COUNTS_DISAGREE` if the counts do not add up
   * to the number of entries in the report.
   */
  abstract plan(run: LeasedRun, source: ReadSource, report: ReadReport, basis: PlanBasis): Promise<RunCounts>;
}
