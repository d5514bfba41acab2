import type { ChangeKind, RunCounts } from './change-kinds.js';
import type { ChangePattern } from './change-patterns.js';
import type { ErrorCode, ProblemCode } from './error-codes.js';
import type { GuardFinding } from './guards.js';

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

/** The evidence that a read was complete: the server, the search and its result. */
export interface ReadReport {
  readonly complete: boolean;
  /** Why the read is incomplete; null when it is complete. */
  readonly reason: ErrorCode | null;
  readonly server: string;
  readonly baseDn: string;
  readonly filter: string;
  readonly pages: number;
  readonly entries: number;
  /** Number of continuation references: parts of the tree that other servers hold and that were not read. */
  readonly referrals: number;
  /** Whether every page had the paged-results control (RFC 2696) and the last one an empty cookie. */
  readonly paged: boolean;
  readonly startedAt: string;
  readonly finishedAt: string;
}

/** Someone's consent to exactly one plan. */
export interface Approval {
  /** Null: the command line in the host's process, which knows no user. */
  readonly by: string | null;
  readonly at: Date;
  readonly reason: string;
}

/** Someone's request to end a run early. */
export interface Cancellation {
  /** Null: the command line in the host's process, which knows no user. */
  readonly by: string | null;
  readonly at: Date;
}

/** Which part of which run a run turns back. */
export interface Revert {
  /** The run whose changes are turned back. */
  readonly runId: string;
  /** Keys of the users; null: all users that the run changed. */
  readonly users: readonly string[] | null;
  /** Names as in `UserRecord.fields`; null: all fields that the run wrote. */
  readonly fields: readonly string[] | null;
  readonly reason: string;
}

/** Someone's request to apply the rest of the plan of a run that broke off. */
export interface Resumption {
  /** Null: the command line in the host's process, which knows no user. */
  readonly by: string | null;
  readonly at: Date;
}

/** Why a plan can no longer be applied: settings that shape it changed, a newer run was applied, or it is too old. */
export const STALE_REASONS = ['settings', 'newer-run', 'age'] as const;
export type StaleReason = (typeof STALE_REASONS)[number];

/** What can still be done with the plan of a run. */
export interface PlanState {
  /** `approve`: it waits for approval. `resume`: the run broke off while it applied it. Null: nothing. */
  readonly next: 'approve' | 'resume' | null;
  /** Why that is no longer possible; null if it is, and if `next` is null. */
  readonly stale: StaleReason | null;
}

export interface Run {
  readonly id: string;
  /** Name of the job. */
  readonly job: string;
  readonly symbolicName: string;
  readonly mode: RunMode;
  readonly trigger: RunTrigger;
  /** The user who started the run; null for the schedule. */
  readonly startedBy: string | null;
  readonly status: RunStatus;
  readonly counts: RunCounts;
  /** Why the run stopped or failed, with the parameters of the text. */
  readonly reason: { readonly code: ErrorCode; readonly params: Readonly<Record<string, string | number>> } | null;
  readonly readReport: ReadReport | null;
  /** SHA-256 over the plan, its settings and its read report, in hexadecimal: what an approval names. Null without a plan. */
  readonly hash: string | null;
  /** Null unless the run applies an approved plan. */
  readonly approval: Approval | null;
  /** Null unless someone asked to cancel the run. The run ends as `cancelled` unless it had already applied everything. */
  readonly cancellation: Cancellation | null;
  /** Null unless the run turns back changes of another run. It then has no read report. */
  readonly reverts: Revert | null;
  /** Who resumed the run after it broke off, and when; null unless someone did. Its start is the first one. */
  readonly resumption: Resumption | null;
  readonly queuedAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

/** Live progress of a run. `total` is null until the plan is complete. */
export interface RunProgress {
  readonly runId: string;
  readonly status: RunStatus;
  readonly read: number;
  readonly applied: number;
  readonly total: number | null;
}

/** How the user of a change was found: by its link, or by a name. */
export const MATCHED_BY = ['link', 'principalName', 'userName'] as const;
export type MatchedBy = (typeof MATCHED_BY)[number];

export type ChangeState = 'planned' | 'applied' | 'refused';

/** One change of one user. `before` and `after` contain the user fields that differ, including `state` and `dn`. */
export interface Change {
  readonly id: string;
  readonly runId: string;
  readonly kind: ChangeKind;
  readonly state: ChangeState;
  readonly dn: string;
  readonly stableId: string;
  /** Key of the host's user as text; null for a create that has not been applied. */
  readonly userId: string | null;
  /** How the user was found: by its link, or by a name when an existing user was taken over. */
  readonly matchedBy: MatchedBy | null;
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
  /** Parameters of its texts: attribute, limit, conflicting user. */
  readonly params: Readonly<Record<string, string | number>>;
}

/** One page of rows. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque cursor of the next page; null on the last page. */
  readonly nextCursor: string | null;
}

export interface StartRequest {
  readonly mode: RunMode;
  readonly startedBy: string | null;
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

/** Which runs of a job. */
export interface RunFilter {
  readonly mode?: RunMode;
  readonly status?: RunStatus;
}

export interface RowsRequest {
  readonly cursor?: string;
  /** 1 to 200. @default 50 */
  readonly limit?: number;
}

/** Selects changes: those that meet each condition. */
export interface ChangeFilter {
  readonly kind?: ChangeKind;
  /** A field whose value changes, such as `email`, `state`, `dn` or `attributes.badge`. */
  readonly field?: string;
  /** How the value of `field` changes. Without a field, nothing has a pattern. */
  readonly pattern?: ChangePattern;
  /** Part of a name, a principal name, an e-mail address, an employee number or a DN, in any case. */
  readonly search?: string;
  /** The people whom a finding of `guards` is about: its position there, from 0. */
  readonly guard?: number;
}

/** Selects problems: those that meet each condition. */
export interface ProblemFilter {
  readonly code?: ProblemCode;
  /** The field that the problem is about. */
  readonly field?: string;
  /** Part of a DN, in any case. */
  readonly search?: string;
}

/** How many rows of a run each filter finds. */
export interface RunSummary {
  /** Fields with changed values, in the order of the user's fields. */
  readonly fields: readonly { readonly field: string; readonly changes: number }[];
  /** What the changes of existing users have in common, the worst consequence first, then the most frequent. */
  readonly patterns: readonly {
    readonly field: string;
    readonly pattern: ChangePattern;
    readonly changes: number;
  }[];
  /** By code and by the field that they are about, the most frequent first. `field` is null for other problems. */
  readonly problems: readonly {
    readonly code: ProblemCode;
    readonly field: string | null;
    readonly problems: number;
  }[];
}

/** The runs of all jobs. `job` is a name as in `BatchSyncJobs`. */
export abstract class BatchSyncRuns {
  /**
   * Queues a run. Throws `ADDON_DISABLED`; `RUN_IN_PROGRESS` (params.runId) if a run is queued or running;
   * `SETTINGS_MISSING`, `SETTINGS_INVALID` or `SECRET_UNREADABLE` if the stored settings cannot be used.
   */
  abstract start(job: string, request: StartRequest): Promise<Run>;
  /**
   * Applies exactly the changes of a plan, or of a run that guards stopped, as the same run: its mode becomes
   * `apply`. A change whose user was changed since is refused and becomes a problem; the others are applied. Throws
   * `RUN_NOT_FOUND`; `PLAN_NOT_WAITING` if the run is neither or was approved already; `HASH_DIFFERS`; `PLAN_STALE`
   * (params.because) if settings that shape the plan changed (`settings`), a newer run was applied (`newer-run`), or
   * it is older than 24 hours (`age`); `RUN_IN_PROGRESS` (params.runId); and what `start` throws for settings that
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
   * binding. Links stay. Throws `RUN_NOT_FOUND`, `NOTHING_TO_REVERT` if the run changed nothing, `ADDON_DISABLED`, or
   * `RUN_IN_PROGRESS` (params.runId).
   */
  abstract revert(runId: string, request: RevertRequest): Promise<Run>;
  /** The runs and plans that turn back changes of a run, newest first; at most 50. Throws `RUN_NOT_FOUND`. */
  abstract revertsOf(runId: string): Promise<readonly Run[]>;
  /**
   * Applies the rest of the plan of a run that broke off while it applied it (failed or cancelled), as the same run.
   * Throws `RUN_NOT_FOUND`; `RUN_NOT_RESUMABLE` if it did not break off so, or nothing was applied; `PLAN_STALE` and
   * `RUN_IN_PROGRESS` as `approve` does; and what `start` throws for settings that cannot be used.
   */
  abstract resume(runId: string, resumedBy: string | null): Promise<Run>;
  /** Whether the plan of a run can be approved or resumed now. Throws `RUN_NOT_FOUND`. */
  abstract planState(runId: string): Promise<PlanState>;
  /**
   * Starts taking queued runs in a process whose option `work` is false, such as a command that waits for its own run.
   * Idempotent.
   */
  abstract takeRuns(): Promise<void>;
  /** Newest first. */
  abstract list(job: string, rows?: RowsRequest & RunFilter): Promise<Page<Run>>;
  /** Throws `RUN_NOT_FOUND`. */
  abstract get(runId: string): Promise<Run>;
  /** In the order in which they are applied. Throws `RUN_NOT_FOUND`. */
  abstract changes(runId: string, rows?: RowsRequest & ChangeFilter): Promise<Page<Change>>;
  /** Throws `RUN_NOT_FOUND`. */
  abstract problems(runId: string, rows?: RowsRequest & ProblemFilter): Promise<Page<Problem>>;
  /** Counts the changes of a run by field, and its problems by code and field. Throws `RUN_NOT_FOUND`. */
  abstract summary(runId: string): Promise<RunSummary>;
  /** What is beyond the limits of the job, the most telling first; empty if nothing is. Throws `RUN_NOT_FOUND`. */
  abstract guards(runId: string): Promise<readonly GuardFinding[]>;
  /** All changes applied to a user, newest first. */
  abstract history(userId: string, rows?: RowsRequest): Promise<Page<Change>>;
  /** Yields the current progress, then every change. Ends with the run or when `signal` aborts. Throws `RUN_NOT_FOUND`. */
  abstract progress(runId: string, signal: AbortSignal): AsyncIterable<RunProgress>;
}
