import type { ErrorCode } from '../../contract/error-codes.js';
import type { Certificate, Run, RunMode, RunProgress, RunTrigger } from '../../contract/run.js';
import type { MessageParameters } from '../../contract/sync-error.js';

export interface RunRequest {
  readonly symbolicName: string;
  readonly mode: RunMode;
  readonly trigger: RunTrigger;
  readonly startedBy: string | null;
  /** The tick of the schedule: ticks of several processes for the same instant are one run. */
  readonly scheduledFor: Date | null;
}

/** A run that this process holds the turn of. `fence` is a number that no later holder shares. */
export interface OpenRun {
  readonly id: string;
  readonly symbolicName: string;
  readonly dataPool: string;
  readonly mode: RunMode;
  readonly fence: number;
}

export interface RunEnd {
  readonly status: 'stopped' | 'failed' | 'cancelled';
  readonly code: ErrorCode;
  readonly params: MessageParameters;
  /** What was seen of the directory until then, when the read had begun. Kept with the run. */
  readonly certificate?: Certificate;
}

/** The runs of all processes, in the database. */
export abstract class Runs {
  /**
   * A new run in status `queued`; undefined when the tick had its run already. Throws `RUN_IN_PROGRESS` (params.runId)
   * when one is queued, reading or applying.
   */
  abstract queue(request: RunRequest): Promise<Run | undefined>;
  /**
   * Takes the turn: one process at a time holds it, and it falls free when that process dies. Closes a run that its
   * process left behind (`RUN_ABANDONED`). Undefined when the run is not waiting any more.
   */
  abstract open(runId: string, dataPool: string): Promise<OpenRun | undefined>;
  /** Numbers so far, for whoever watches. Throws `RUN_LOST_ITS_TURN` once the run is no longer ours. */
  abstract report(run: OpenRun, progress: Pick<RunProgress, 'read' | 'applied' | 'total'>): Promise<void>;
  /** A plan that is not applied now: the run stays `planned`. Gives the turn back. */
  abstract rest(run: OpenRun): Promise<Run>;
  /**
   * Counts from rows, checks that they add up, sets `succeeded` or `succeeded-with-problems`, raises the cache
   * generations: one transaction. Gives the turn back.
   */
  abstract close(run: OpenRun): Promise<Run>;
  /** Ends it without success; what was applied before stays, with its journal. Gives the turn back. */
  abstract end(run: OpenRun, end: RunEnd): Promise<Run>;
  /** Closes every run whose process is gone. Called at start. Returns the runs that still wait in the queue. */
  abstract recover(symbolicName: string): Promise<readonly Run[]>;
}
