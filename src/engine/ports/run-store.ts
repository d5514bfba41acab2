import type { Job } from '../../processes/job.js';
import type { ErrorCode } from '../../contract/error-codes.js';
import type { ReadReport, Run, RunMode, RunProgress, RunTrigger } from '../../contract/runs.js';
import type { MessageParameters } from '../../contract/sync-error.js';

export interface RunRequest {
  readonly job: Job;
  readonly mode: RunMode;
  readonly trigger: RunTrigger;
  readonly startedBy: string | null;
  /** The tick of the schedule: ticks of several processes for the same instant are one run. */
  readonly scheduledFor: Date | null;
}

/** A run that this process holds the lease of. `fence` is its fencing token: a number that no later holder shares. */
export interface LeasedRun {
  readonly id: string;
  readonly job: Job;
  readonly mode: RunMode;
  readonly fence: number;
}

export interface RunAbort {
  readonly status: 'stopped' | 'failed' | 'cancelled';
  readonly code: ErrorCode;
  readonly params: MessageParameters;
  /** What was read of the directory until then, if the read had begun. Stored with the run. */
  readonly readReport?: ReadReport;
}

/** The runs of all processes, in the database. */
export abstract class RunStore {
  /**
   * A new run in status `queued`; undefined when the tick already had its run. Throws `RUN_IN_PROGRESS` (params.runId)
   * when one of the job is queued, reading or applying.
   */
  abstract queue(request: RunRequest): Promise<Run | undefined>;
  /**
   * Acquires the lease of the job: one process at a time holds it, and it is released when that process dies. Closes a
   * run that a dead process left behind (`RUN_ABANDONED`). Undefined when the run is not queued any more.
   */
  abstract acquire(runId: string, job: Job): Promise<LeasedRun | undefined>;
  /** Stores the numbers so far, for everyone who follows the run. Throws `RUN_LEASE_LOST`. */
  abstract report(run: LeasedRun, progress: Pick<RunProgress, 'read' | 'applied' | 'total'>): Promise<void>;
  /** A plan that is not applied now: the run stays `planned`. Releases the lease. */
  abstract finishAsPlan(run: LeasedRun): Promise<Run>;
  /**
   * Counts the rows, checks that the counts add up, sets `succeeded` or `succeeded-with-problems` and bumps the cache
   * generations, in one transaction. Releases the lease.
   */
  abstract complete(run: LeasedRun): Promise<Run>;
  /** Ends the run without success; what was applied before stays, with its journal. Releases the lease. */
  abstract abort(run: LeasedRun, end: RunAbort): Promise<Run>;
  /** Closes every run of the job whose process is gone. Returns the runs that are still queued. */
  abstract recover(job: Job): Promise<readonly Run[]>;
}
