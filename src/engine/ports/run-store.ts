import type { SectionHashes } from '../../contract/approval.js';
import type { Job } from '../../processes/job.js';
import type { ConflictDecision } from '../../contract/conflicts.js';
import type { ErrorCode } from '../../contract/error-codes.js';
import type { ApprovalNeed } from '../../contract/approval.js';
import type { GuardFinding } from '../../contract/guards.js';
import type { PlanState, ReadReport, Revert, Run, RunMode, RunProgress, RunTrigger } from '../../contract/run.js';
import type { MessageParameters } from '../../contract/sync-error.js';

/** An entry, and the user who is in its way. */
export interface DecidedConflict {
  readonly stableId: string;
  /** Key of the user as text; empty if the user was deleted. */
  readonly userId: string;
}

export interface RunRequest {
  readonly job: Job;
  readonly mode: RunMode;
  readonly trigger: RunTrigger;
  readonly startedBy: string | null;
  /** The scheduled instant; null for a manual start. Ticks of several processes for the same instant share one run. */
  readonly scheduledFor: Date | null;
  /** What the run turns back; absent: the run reads the directory. */
  readonly reverts?: Revert;
  /** DN of the only entry to synchronize; absent: everyone. */
  readonly only?: string;
  /** What the plan does about conflicts; absent: nothing was decided. */
  readonly decision?: ConflictDecision;
  /** The conflicts that it is about, unless it is about all of a code. */
  readonly decided?: readonly DecidedConflict[] | undefined;
  /** Settings of a plan that are not saved, with their secrets encrypted. They are kept until the run ends. */
  readonly unsavedSettings?: unknown;
}

/** A run whose lease this process holds. `fence` is the fencing token, which is different for every holder. */
export interface LeasedRun {
  readonly id: string;
  readonly job: Job;
  readonly mode: RunMode;
  /** DN of the only entry that it synchronizes; null: everyone. */
  readonly only: string | null;
  readonly fence: number;
  /** True when its stored plan was approved, or broke off while it was applied, so that it is applied without a read. */
  readonly isApproved: boolean;
  /** The progress so far: of an approved plan, what was read and planned. */
  readonly progress: Pick<RunProgress, 'read' | 'applied' | 'total'>;
}

export interface PlanApproval {
  readonly runId: string;
  readonly job: Job;
  /** Of the plan, as the approver saw it. */
  readonly hash: string;
  /** Hash of the settings that are current now. */
  readonly settingsShape: string;
  readonly approvedBy: string | null;
  readonly reason: string;
  /** How old a plan may be. */
  readonly validHours: number;
}

export interface PlanResumption {
  readonly runId: string;
  readonly job: Job;
  /** Hash of the settings that are current now. */
  readonly settingsShape: string;
  /** Of the settings that are current now; undefined if no setting judges the plan. */
  readonly sections?: SectionHashes | undefined;
  readonly resumedBy: string | null;
  /** How old a plan may be. */
  readonly validHours: number;
}

export interface RunAbort {
  readonly status: 'stopped' | 'failed' | 'cancelled';
  readonly code: ErrorCode;
  readonly params: MessageParameters;
  /** The report of the read so far, if the read had begun. */
  readonly readReport?: ReadReport;
}

/** A plan that guards stop. */
export interface RunStop {
  /** Of the first finding. */
  readonly code: ErrorCode;
  readonly params: MessageParameters;
  readonly findings: readonly GuardFinding[];
}

/** The runs of all processes and their state transitions. */
export abstract class RunStore {
  /**
   * Creates a run in status `queued`; undefined if the tick already has its run. Throws `RUN_IN_PROGRESS` (params.runId)
   * if a run of the job is queued, reading or applying.
   */
  abstract queue(request: RunRequest): Promise<Run | undefined>;
  /**
   * Queues a plan, or a run that guards stopped, to be applied as it is. Of several approvals at the same time, one succeeds. Throws `PLAN_NOT_WAITING`
   * if the run is neither, or was approved already; `HASH_DIFFERS`; `PLAN_STALE` (params.because: `settings`,
   * `newer-run` or `age`); `RUN_IN_PROGRESS` (params.runId).
   */
  abstract approve(approval: PlanApproval): Promise<Run>;
  /**
   * Queues a run that broke off, to apply the rest of its plan. Throws `RUN_NOT_RESUMABLE`, `PLAN_STALE` or
   * `RUN_IN_PROGRESS` (params.runId).
   */
  abstract resume(resumption: PlanResumption): Promise<Run>;
  /**
   * Whether the plan of a run can be applied with the settings of this hash.
   *
   * @param sections as of `PlanResumption`.
   */
  abstract planState(
    runId: string,
    settingsShape: string,
    validHours: number,
    sections?: SectionHashes,
  ): Promise<PlanState>;
  /**
   * Ends a queued run; asks the process that executes the run to end it. Throws `RUN_ENDED` if the run is neither queued
   * nor being executed.
   */
  abstract cancel(runId: string, cancelledBy: string | null): Promise<Run>;
  /** Whether someone asked to cancel the run. */
  abstract isCancelRequested(runId: string): Promise<boolean>;
  /**
   * Acquires the lease of the users table. One run at a time holds it, of whatever job, and it is released when its
   * process dies. Closes runs of dead processes (`RUN_ABANDONED`). Undefined if the run is no longer queued, or if its
   * turn does not come within seconds: it then stays queued, and is returned by `recover`.
   *
   * @param signal ends the wait.
   */
  abstract acquire(runId: string, job: Job, signal?: AbortSignal): Promise<LeasedRun | undefined>;
  /**
   * Performs work in the database that ends early, with an error, when the signal aborts, also while a statement is being
   * executed. The embedded database completes the statement.
   */
  abstract interruptible<T>(run: LeasedRun, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
  /** Stores and announces the progress so far. Throws `RUN_LEASE_LOST`. */
  abstract report(run: LeasedRun, progress: Pick<RunProgress, 'read' | 'applied' | 'total'>): Promise<void>;
  /**
   * Ends a run in mode `plan`: its status stays `planned`. Releases the lease.
   *
   * @param findings what would stop the run.
   */
  abstract finishAsPlan(run: LeasedRun, findings?: readonly GuardFinding[]): Promise<Run>;
  /** Ends a run that needs an approval: its mode becomes `plan`, its status stays `planned`. Releases the lease. */
  abstract awaitApproval(run: LeasedRun, need: ApprovalNeed): Promise<Run>;
  /**
   * Ends a run before its plan is applied. The plan and its counts are kept, and may be approved. Of a problem that most
   * entries have, only a sample of rows is kept. Releases the lease.
   */
  abstract stop(run: LeasedRun, stop: RunStop): Promise<Run>;
  /**
   * Counts the rows, checks that the counts add up, sets `succeeded` or `succeeded-with-problems` and increments the
   * cache generations, in one transaction. Releases the lease.
   */
  abstract complete(run: LeasedRun): Promise<Run>;
  /** Ends the run without success. Changes that were already applied are kept. Releases the lease. */
  abstract abort(run: LeasedRun, end: RunAbort): Promise<Run>;
  /**
   * Closes every run whose process has ended. Returns the runs that are queued and that this process does not begin at
   * the moment, in the order of queuing. One statement while no run is open.
   */
  abstract recover(): Promise<readonly Run[]>;
}
