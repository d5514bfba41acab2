import type { ProblemCode } from './error-codes.js';
import type { Page, Problem, RowsRequest } from './run-rows.js';
import type { Run } from './run.js';

/**
 * What someone can decide about a conflict. `relink`: the entry is the person of the user, whose link moves to it.
 * `release`: it is another person, and the user gives up the values that the entry needs. `recreate`: the user who was
 * deleted is created again.
 */
export const CONFLICT_CHOICES = ['relink', 'release', 'recreate'] as const;
export type ConflictChoice = (typeof CONFLICT_CHOICES)[number];

/** The problems about which someone must decide. Some have choices; the others are solved in the directory or the settings. */
export const CONFLICT_CODES = [
  'USER_OF_OTHER_ENTRY',
  'NAME_TAKEN',
  'UNIQUE_VALUE_TAKEN',
  'LINKED_USER_DELETED',
  'CANDIDATES_AMBIGUOUS',
  'CANDIDATE_CLAIMED_TWICE',
  'CANDIDATE_CONTRADICTS',
  'USER_OF_OTHER_POOL',
  'IDENTITY_NOT_VALID',
  'IDENTITY_TAKEN',
  'IDENTITY_TWICE_IN_DIRECTORY',
  'NAME_TWICE_IN_DIRECTORY',
  'STABLE_ID_TWICE',
  'USER_HIDDEN',
  'USER_PROTECTED',
  'VALUE_OF_HIDDEN_USER',
] as const satisfies readonly ProblemCode[];
export type ConflictCode = (typeof CONFLICT_CODES)[number];

/** A person about whom someone must decide: a problem of the newest complete read of a job. */
export interface Conflict {
  /** That of the problem in `BatchSyncRuns.problems`. */
  readonly id: string;
  readonly job: string;
  /** The run or plan that found it. */
  readonly runId: string;
  readonly code: ConflictCode;
  /** Of the entry. */
  readonly dn: string;
  readonly stableId: string | null;
  /** If true, only a field was left as it was, and the rest of the person was synchronized. */
  readonly isPartial: boolean;
  /** The field that it is about, such as `userName`; null if it is about the whole entry. */
  readonly field: string | null;
  /** As in `Problem`. */
  readonly value: string | null;
  /** The existing user who is in the way; null where nobody is, and where several are. */
  readonly user: {
    /** Key of the host's user, as text. */
    readonly id: string;
    /** Or what else the problem says about the user: the DN of its entry. */
    readonly userName: string;
  } | null;
  /** The entry that the user is linked to, or the other entry; null if there is none. */
  readonly holder: {
    readonly dn: string;
    /**
     * If this complete read did not contain the entry: when a read contained it last (ISO 8601, UTC). Null if the directory has
     * it, if another job or data pool reads it, and if the user is protected. Only then is there a choice.
     */
    readonly lastSeen: string | null;
  } | null;
  /**
   * What both are called and identified by, if they can be linked or told apart, without `field`: `displayName`, the employee
   * number, and the other fields of the matching rules. Values as in `Problem`; null where there is none.
   */
  readonly recognizedBy: readonly {
    readonly field: string;
    readonly ofEntry: string | null;
    readonly ofUser: string | null;
    /**
     * Both have an identifying value, and not the same, and nor is the strongest that both have: the employee number, else that
     * of the first matching rule. Then a decision about a code does not link them.
     */
    readonly contradicts: boolean;
  }[];
  /** Empty if there is none: the remedy of the problem says what helps. */
  readonly choices: readonly ConflictChoice[];
  /** Parameters of the texts of `code`. */
  readonly params: Problem['params'];
}

export interface ConflictsRequest extends RowsRequest {
  readonly code?: ConflictCode;
  /** As in `ProblemFilter`. */
  readonly search?: string;
}

export interface ConflictPage extends Page<Conflict> {
  /** The name of a user who gives one up, by the saved settings of the job: `{value}` is the former one before an `@`. */
  readonly releasedName: string;
  /** The run or plan in which they were found; null before the first complete read. */
  readonly run: Pick<Run, 'id' | 'mode' | 'status' | 'endedAt'> | null;
  /** How many there are of each code, whatever is searched for, in the order of `CONFLICT_CODES`. Codes without any are absent. */
  readonly totals: readonly {
    readonly code: ConflictCode;
    readonly conflicts: number;
    /** Of a problem that most entries have, only a sample is listed. A decision about the code is about all of them. */
    readonly omitted: number;
    /** What is offered for any of those listed. */
    readonly choices: readonly ConflictChoice[];
  }[];
}

/** What someone decided about some conflicts, or all of one code. */
export interface ConflictDecision {
  readonly choice: ConflictChoice;
  /** Null: about single conflicts. */
  readonly code: ConflictCode | null;
  readonly reason: string;
  /**
   * Of a plan about a code: how many conflicts it left out because identifying values contradict each other (`relink`), or because
   * the own user of the entry was deleted (`relink`, `release`). They remain, and can be decided one by one. Absent if there are none.
   */
  readonly leftOut?: number;
}

/** Either `ids` or `code`. */
export interface DecisionRequest {
  readonly choice: ConflictChoice;
  /** Conflicts of one run, at most `MAX_DECIDED`. */
  readonly ids?: readonly string[];
  /** All conflicts of this code that offer the choice; `relink` leaves out those that contradict each other. */
  readonly code?: ConflictCode;
  readonly reason: string;
  readonly startedBy: string | null;
}

/** How many single conflicts one decision may be about. */
export const MAX_DECIDED = 1000;

/** The conflicts of jobs, and decisions about them. `job` is a name as in `BatchSyncJobs`. */
export abstract class BatchSyncConflicts {
  /**
   * The conflicts of the newest complete read of the job, by a run or a plan for everyone with the saved settings: those with
   * choices first, each kind in the order of `CONFLICT_CODES`, then as they were found. A plan with decisions counts once it is applied.
   */
  abstract list(job: string, request?: ConflictsRequest): Promise<ConflictPage>;
  /**
   * Queues a plan for everyone that contains the decisions. It is looked at, approved, applied and turned back like any other
   * plan. A decision about a conflict that its read does not find any more is not applied. Throws
   * `CONFLICT_CHOICE_NOT_OFFERED` (params.choice) if a conflict does not offer the choice, or none of the code does; `NO_CONFLICTS`
   * (params.code) if there are none of the code;
   * `CONFLICTS_OUT_OF_DATE` if a conflict is not among those that `list` returns by now; and what `BatchSyncRuns.start`
   * throws.
   */
  abstract decide(job: string, request: DecisionRequest): Promise<Run>;
}
