import type { ChangeKind, RunCounts } from './change-kinds.js';
import type { ErrorCode, ProblemCode } from './error-codes.js';

export type RunMode = 'apply' | 'plan';
export type RunTrigger = 'schedule' | 'manual';

export const RUN_STATUSES = [
  'queued',
  'reading',
  'planned',
  'applying',
  'succeeded',
  'succeeded-with-problems',
  'stopped',
  'cancelled',
  'failed',
] as const;

export type RunStatus = (typeof RUN_STATUSES)[number];

/** The evidence that a read was complete: what was asked, of whom, and how it ended. */
export interface ReadReport {
  readonly complete: boolean;
  /** Why not, when it is not. */
  readonly reason: ErrorCode | null;
  readonly server: string;
  readonly baseDn: string;
  readonly filter: string;
  readonly pages: number;
  readonly entries: number;
  /** Continuation references met: parts of the tree that live elsewhere and were not read. */
  readonly referrals: number;
  /** Whether the server answered each page with the paged-results control (RFC 2696), the last one with an empty cookie. */
  readonly paged: boolean;
  readonly startedAt: string;
  readonly finishedAt: string;
}

export interface Run {
  readonly id: string;
  /** Name of the job. */
  readonly job: string;
  readonly symbolicName: string;
  readonly mode: RunMode;
  readonly trigger: RunTrigger;
  /** Who started it by hand; null for the schedule. */
  readonly startedBy: string | null;
  readonly status: RunStatus;
  readonly counts: RunCounts;
  /** Why it stopped or failed, with what its text names. */
  readonly reason: { readonly code: ErrorCode; readonly params: Readonly<Record<string, string | number>> } | null;
  readonly readReport: ReadReport | null;
  readonly queuedAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

/** Live progress: numbers so far. `total` is known once the plan stands. */
export interface RunProgress {
  readonly runId: string;
  readonly status: RunStatus;
  readonly read: number;
  readonly applied: number;
  readonly total: number | null;
}

export type ChangeState = 'planned' | 'applied' | 'refused';

/** One user's change. `before` and `after` hold only what differs, keyed by user field (`state` and `dn` among them). */
export interface Change {
  readonly id: string;
  readonly runId: string;
  readonly kind: ChangeKind;
  readonly state: ChangeState;
  readonly dn: string;
  readonly stableId: string;
  /** Key of the host's user, as text; null for a create that is not applied. */
  readonly userId: string | null;
  /** How the user was found: by its link, or taken over by a name. */
  readonly matchedBy: 'link' | 'principalName' | 'userName' | null;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  readonly appliedAt: Date | null;
}

/** An entry that could not be synchronized. One per entry and run. */
export interface Problem {
  readonly id: string;
  readonly runId: string;
  readonly dn: string;
  readonly code: ProblemCode;
  /** What its sentence and remedy name: attribute, limit, who is in the way. */
  readonly params: Readonly<Record<string, string | number>>;
}

/** A slice of rows, and where the next begins. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque; null on the last page. */
  readonly nextCursor: string | null;
}

export interface StartRequest {
  readonly mode: RunMode;
  readonly startedBy: string | null;
}

export interface RowsRequest {
  readonly cursor?: string;
  /** 1 to 200. @default 50 */
  readonly limit?: number;
}

/** The runs of all jobs. `job` is a job's name, as for `BatchSyncJobs`. */
export abstract class BatchSyncRuns {
  /**
   * Queues a run. Throws `ADDON_DISABLED`; `RUN_IN_PROGRESS` (params.runId) when one is queued or running;
   * `SETTINGS_MISSING`, `SETTINGS_INVALID` or `SECRET_UNREADABLE` when the stored settings cannot run.
   */
  abstract start(job: string, request: StartRequest): Promise<Run>;
  /**
   * Begins to take runs from the queue in a process whose option `work` is false: one that waits for a run of its own
   * and then ends. Idempotent.
   */
  abstract takeRuns(): Promise<void>;
  /** Newest first. */
  abstract list(job: string, rows?: RowsRequest): Promise<Page<Run>>;
  /** Throws `RUN_NOT_FOUND`. */
  abstract get(runId: string): Promise<Run>;
  abstract changes(runId: string, rows?: RowsRequest & { readonly kind?: ChangeKind }): Promise<Page<Change>>;
  abstract problems(runId: string, rows?: RowsRequest): Promise<Page<Problem>>;
  /** Every change that was applied to one user, newest first. */
  abstract history(userId: string, rows?: RowsRequest): Promise<Page<Change>>;
  /** The numbers so far, then each time they change; ends with the run, or when `signal` aborts. Throws `RUN_NOT_FOUND`. */
  abstract progress(runId: string, signal: AbortSignal): AsyncIterable<RunProgress>;
}
