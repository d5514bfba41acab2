import type { GuardFinding } from '../../contract/guards.js';
import type { SectionHashes } from '../../contract/approval.js';
import type { Revert, RunFilter, Run, StoredProgress } from '../../contract/run.js';
import type {
  Change,
  ChangesRequest,
  Page,
  Problem,
  ProblemFilter,
  RowsRequest,
  RunSummary,
} from '../../contract/run-rows.js';
import type { PeopleNotSeenRequest, PersonNotSeen } from '../../contract/people-not-seen.js';
import type { UserChange } from '../../contract/user-changes.js';

/** The settings that a run used. */
export interface AppliedSettings {
  readonly version: number;
  /** Name of the data pool. */
  readonly dataPool: string;
  readonly dataPoolVersion: number;
  readonly sections: SectionHashes;
}

/** Users whom a run could give the values of the directory again. */
export interface RestorableUsers {
  readonly count: number;
  readonly anyId: string | null;
}

/** Stored runs, changes and problems, paged by cursor. */
export abstract class RunHistory {
  /** The newest run for everyone; plans do not count. */
  abstract newest(job: string): Promise<Run | undefined>;
  /** The ID of the newest run that read the entry, or could have; plans do not count. */
  abstract newestOf(job: string, dn: string): Promise<string | undefined>;
  /**
   * The two newest runs that read the directory with the saved settings, or will: what they met decides whether others bind
   * by themselves.
   */
  abstract newestReads(job: string): Promise<readonly Run[]>;
  /** The newest run that read the directory for everyone and succeeded. */
  abstract lastGood(job: string): Promise<Run | undefined>;
  /** Whether guards stopped the newest run for everyone that was stopped or applied. */
  abstract isStopped(job: string): Promise<boolean>;
  /** The settings of the newest run that succeeded or changed somebody; neither reverts nor runs for one person count. */
  abstract lastApplied(job: string): Promise<AppliedSettings | undefined>;
  /** The newest plan for everyone that waits because its run needs an approval. It may be stale. */
  abstract waiting(job: string): Promise<Run | undefined>;
  abstract runs(job: string, rows?: RowsRequest & RunFilter): Promise<Page<Run>>;
  abstract run(id: string): Promise<Run | undefined>;
  /**
   * The settings that were not saved when the plan was started: with their secrets encrypted until the plan is made, then
   * without. Undefined once it is applied or too old, or ended without a plan.
   */
  abstract unsavedSettings(runId: string): Promise<unknown>;
  /** Whether the run has applied a change. */
  abstract hasApplied(runId: string): Promise<boolean>;
  /** The names of the values in the changes of a run that a revert can select. */
  abstract fieldsOf(runId: string): Promise<readonly string[]>;
  /** Whether a revert of these users and fields, or of all, would find a change that the run has applied. */
  abstract hasSelected(runId: string, selection: Pick<Revert, 'users' | 'fields'>): Promise<boolean>;
  /** The runs and plans that turn back changes of a run, newest first. */
  abstract revertsOf(runId: string): Promise<readonly Run[]>;
  /**
   * Of the users whom a revert changes: those whose entries the last complete read contained, with values that no pin
   * keeps. At most one key, and how many there are.
   */
  abstract restorable(runId: string): Promise<RestorableUsers>;
  /** Hash of the settings that shaped the plan of a run; null without a plan. */
  abstract shapeOf(runId: string): Promise<string | null>;
  abstract progress(id: string): Promise<StoredProgress | undefined>;
  abstract changes(runId: string, rows?: ChangesRequest): Promise<Page<Change>>;
  abstract problems(runId: string, rows?: RowsRequest & ProblemFilter): Promise<Page<Problem>>;
  /** The people whom the read of the run did not contain although they were seen until then, by stable id. */
  abstract notSeen(runId: string, rows?: PeopleNotSeenRequest): Promise<Page<PersonNotSeen>>;
  abstract summary(runId: string): Promise<RunSummary>;
  /** What `summary` says about problems. */
  abstract problemGroups(runId: string): Promise<RunSummary['problems']>;
  /** What guards found in the plan of the run. */
  abstract findings(runId: string): Promise<readonly GuardFinding[]>;
  abstract ofUser(userId: string, rows?: RowsRequest): Promise<Page<UserChange>>;
}
