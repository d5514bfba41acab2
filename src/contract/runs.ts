import type { ApproverObstacle } from './approval.js';
import type { GuardFinding } from './guards.js';
import type { PlanState, RevertOutlook, Run, RunFilter, RunMode, RunProgress } from './run.js';
import type { PeopleNotSeenRequest, PersonNotSeen } from './people-not-seen.js';
import type { Change, ChangesRequest, Page, Problem, ProblemFilter, RowsRequest, RunSummary } from './run-rows.js';
import type { SettingsOfVersion } from './jobs.js';
import type { UserChange } from './user-changes.js';

export interface StartRequest {
  readonly mode: RunMode;
  readonly startedBy: string | null;
  /**
   * Synchronizes one person alone: a DN, a stable id, the key of a user, or a user name, principal name or e-mail. Guards,
   * which judge shares of many, do not judge the plan, and later runs are not compared with it. @default everyone
   */
  readonly only?: string;
  /**
   * Unsaved settings, all or a part as in a save: a plan shows what they would do, whatever `mode` is. It can be approved
   * once they are the saved ones. @default the saved settings
   */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface ApprovalRequest {
  /** `hash` of the plan that the approver saw. */
  readonly hash: string;
  readonly reason: string;
  readonly approvedBy: string | null;
}

export interface RevertRequest {
  /** Keys of users; absent: all users that the run changed. */
  readonly users?: readonly string[];
  /** Names as in `UserRecord.fields`; absent: all fields that the run wrote. */
  readonly fields?: readonly string[];
  readonly reason: string;
  readonly startedBy: string | null;
}

/**
 * The runs of all jobs. `job` is a name as in `BatchSyncJobs`. What needs the job of a run throws `JOB_DELETED` if it was
 * deleted: `approve`, `resume`, `revert` and `unsavedSettings`.
 */
export abstract class BatchSyncRuns {
  /**
   * Queues a run. Throws `ADDON_DISABLED`; `RUN_IN_PROGRESS` (params.runId) if a run is queued or running;
   * `SETTINGS_MISSING`, `SETTINGS_INVALID` or `SECRET_UNREADABLE` if the settings cannot be used. For one person, the
   * directory is asked first: `PERSON_NOT_FOUND`, `PERSON_AMBIGUOUS`, `ENTRY_OUTSIDE_BASE` or `ENTRY_FILTERED_OUT` if there
   * is not exactly one entry that a run would read, and the errors of the directory.
   */
  abstract start(job: string, request: StartRequest): Promise<Run>;
  /**
   * Applies exactly the changes of a plan, or of a run that guards stopped, as the same run: its mode becomes
   * `apply`. A change whose user was changed since is refused and becomes a problem; the others are applied. Throws
   * `RUN_NOT_FOUND`; `PLAN_NOT_WAITING` if the run is neither or was approved already; `HASH_DIFFERS`;
   * `APPROVAL_NOT_ALLOWED` (params.because: `settings`, `start` or `unknown`) if the job needs four eyes; `PLAN_STALE`
   * (params.because) if settings that shape the plan changed (`settings`), a newer run was applied (`newer-run`), or
   * it is older than the setting `approval.validHours` (`age`); `RUN_IN_PROGRESS` (params.runId); and what `start` throws for settings that
   * cannot be used.
   */
  abstract approve(runId: string, request: ApprovalRequest): Promise<Run>;
  /**
   * Ends a run early, whichever process executes it: a queued one at once, another within a second, between two pages or
   * two chunks. What was applied stays, and is journaled and counted; the status becomes `cancelled`. A repeated request
   * has no effect. Returns the run as it is now. Throws `RUN_NOT_FOUND`, and `RUN_ENDED` if the run has ended.
   */
  abstract cancel(runId: string, cancelledBy: string | null): Promise<Run>;
  /**
   * Plans to turn back what a run wrote, from the journal. The plan is approved and applied like any other. A value that
   * someone changed since is left alone and listed as a problem. A created user gets the state `inactive` of the user
   * binding. Links stay. Throws `RUN_NOT_FOUND`, `NOTHING_TO_REVERT` if the run changed nothing or has expired, or
   * (params.because: `selection`) none of these fields of these users; `FIELDS_UNKNOWN` if its changes do not have a field; `ADDON_DISABLED`, or
   * `RUN_IN_PROGRESS` (params.runId).
   */
  abstract revert(runId: string, request: RevertRequest): Promise<Run>;
  /** The runs and plans that turn back changes of a run, newest first; at most 50. Throws `RUN_NOT_FOUND`. */
  abstract revertsOf(runId: string): Promise<readonly Run[]>;
  /**
   * Whom the next scheduled run would change again after a revert: the schedule is on, the settings that shape the result
   * are those of the reverted run, the last complete read contained the entries, and no pin keeps the values. Null if
   * nobody, and if the run reverts none or one that is itself a revert. Throws `RUN_NOT_FOUND`.
   */
  abstract revertOutlook(runId: string): Promise<RevertOutlook | null>;
  /**
   * Applies the rest of the plan of a run, as the same run: of one that broke off (failed or cancelled) after it had applied
   * a part, or that failed before although its plan had been approved or begun. Throws `RUN_NOT_FOUND`; `RUN_NOT_RESUMABLE`
   * for any other run: cancelling one before its first change withdraws the approval; `RESUME_NOT_ALLOWED` (params.because,
   * as `APPROVAL_NOT_ALLOWED`) while nothing of an approved plan was applied and the job needs four eyes; `PLAN_STALE` and `RUN_IN_PROGRESS` as
   * `approve` does, and while nothing was applied, `PLAN_STALE` also if the limits or the settings about approvals have
   * changed; and what `start` throws for settings that cannot be used.
   */
  abstract resume(runId: string, resumedBy: string | null): Promise<Run>;
  /** Whether the plan of a run can be approved or resumed now. Throws `RUN_NOT_FOUND`. */
  abstract planState(runId: string): Promise<PlanState>;
  /**
   * Why someone cannot approve the plan of a run, or resume the run if it broke off; null if they can, or if the job does
   * not need four eyes. Throws `RUN_NOT_FOUND`.
   */
  abstract approverObstacle(runId: string, approver: string | null): Promise<ApproverObstacle | null>;
  /**
   * Starts taking queued runs in a process whose option `work` is false, such as a command that waits for its own run.
   * Idempotent.
   */
  abstract takeRuns(): Promise<void>;
  /** Newest first. */
  abstract list(job: string, rows?: RowsRequest & RunFilter): Promise<Page<Run>>;
  /** Throws `RUN_NOT_FOUND`. */
  abstract get(runId: string): Promise<Run>;
  /**
   * The unsaved settings that a plan was made with, without secrets; `changedBy` started it. The password is the stored one.
   * Kept until the plan is applied or older than `approval.validHours`. `version` is the one in force, `changes` what would
   * change if they were saved now. Throws `RUN_NOT_FOUND`, and `NO_UNSAVED_SETTINGS` if the run has none.
   */
  abstract unsavedSettings(runId: string): Promise<SettingsOfVersion>;
  /**
   * Those first that findings of `guards` are about, unless `order` says otherwise; both parts in the order in which they
   * are applied. Throws `RUN_NOT_FOUND`.
   */
  abstract changes(runId: string, rows?: ChangesRequest): Promise<Page<Change>>;
  /** Throws `RUN_NOT_FOUND`. */
  abstract problems(runId: string, rows?: RowsRequest & ProblemFilter): Promise<Page<Problem>>;
  /**
   * The people whom the read of a run did not contain although they were seen until then, by stable id; also those of a
   * plan and of a run that guards stopped. Throws `RUN_NOT_FOUND`.
   */
  abstract notSeen(runId: string, rows?: PeopleNotSeenRequest): Promise<Page<PersonNotSeen>>;
  /** Counts the changes of a run by field, and its problems by code and field. Throws `RUN_NOT_FOUND`. */
  abstract summary(runId: string): Promise<RunSummary>;
  /** What `summary` says about problems, without looking at the changes. Throws `RUN_NOT_FOUND`. */
  abstract problemGroups(runId: string): Promise<RunSummary['problems']>;
  /** What is beyond the limits of the job, the most telling first; empty if nothing is. Throws `RUN_NOT_FOUND`. */
  abstract guards(runId: string): Promise<readonly GuardFinding[]>;
  /** All changes applied to a user, by runs and by people, newest first. */
  abstract history(userId: string, rows?: RowsRequest): Promise<Page<UserChange>>;
  /** Yields the current progress, then every change. Ends with the run or when `signal` aborts. Throws `RUN_NOT_FOUND`. */
  abstract progress(runId: string, signal: AbortSignal): AsyncIterable<RunProgress>;
}
