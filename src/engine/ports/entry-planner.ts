import type { ChangeKind } from '../../contract/change-kinds.js';
import type { ProblemCode } from '../../contract/error-codes.js';
import type { MatchingField } from '../../contract/matching.js';
import type { MatchedBy } from '../../contract/run-rows.js';
import type { MessageParameters } from '../../contract/sync-error.js';
import type { DirectoryUser } from '../../mapping/directory-user.js';
import type { MappingTarget } from '../../mapping/mapping-rule.js';
import type { Decision } from '../../processes/process-definition.js';

interface EntryProblem {
  readonly code: ProblemCode;
  readonly params: MessageParameters;
}

/** What a plan would contain about one entry. */
export interface PlannedEntry {
  /** Null when nothing would change, and for a problem. */
  readonly change: {
    readonly kind: ChangeKind;
    /** Key of the host's user as text; null for a new user. */
    readonly userId: string | null;
    readonly matchedBy: MatchedBy | null;
    readonly before: Readonly<Record<string, unknown>>;
    readonly after: Readonly<Record<string, unknown>>;
  } | null;
  readonly problem: EntryProblem | null;
  /** Fields that would stay as they are, because their values are not free. */
  readonly fieldProblems: readonly EntryProblem[];
}

export interface EntriesToPlan {
  readonly dataPool: string;
  readonly users: readonly DirectoryUser[];
  /** The fields that the mapping writes. */
  readonly targets: readonly MappingTarget[];
  /** @default DEFAULT_MATCHING */
  readonly matching?: readonly MatchingField[];
  /** Whether users are found, too, who are linked in other data pools only. @default false */
  readonly matchingOtherPools?: boolean;
  /** The fields that the mapping requires. */
  readonly required?: readonly MappingTarget[];
  readonly decisionTable: readonly Decision[];
}

/** Says what a run that read these entries alone would plan. */
export abstract class EntryPlanner {
  /** Decides with the statement of a plan, and stores nothing. In the order of the users. */
  abstract plan(entries: EntriesToPlan): Promise<readonly PlannedEntry[]>;
}
