import type { ApprovalNeed } from './approval.js';
import type { RunCounts } from './change-kinds.js';
import type { ConflictDecision } from './conflicts.js';
import type { ErrorCode } from './error-codes.js';

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

/** Whether a run synchronizes everyone or one person. */
export const RUN_SCOPES = ['everyone', 'person'] as const;
export type RunScope = (typeof RUN_SCOPES)[number];

/** A base of a search, and what its search found. */
export interface ReadBase {
  readonly dn: string;
  /** The DN in the settings, if the container was renamed or moved since then; null: it was not. */
  readonly formerDn: string | null;
  /** Null if the directory does not show it, and for the base that the root DSE names. */
  readonly stableId: string | null;
  readonly scope: 'subtree' | 'oneLevel';
  /** The entries that its search returned. */
  readonly entries: number;
  /** Of these, how many exclusions discarded. */
  readonly excluded: number;
  /** Of these, how many the search of an earlier base finds, too. */
  readonly again: number;
  /** See `ReadReport.counted`. */
  readonly counted: number | null;
}

/** An exclusion of a search. */
export interface ReadExclusion extends Pick<ReadBase, 'dn' | 'formerDn' | 'stableId'> {
  readonly kind: 'exclude' | 'include';
  /** How many entries it discarded, each counted once; 0 for `include`. */
  readonly entries: number;
}

/** The evidence that a read was complete: the server, the search and its result. */
export interface ReadReport {
  readonly complete: boolean;
  /** Why the read is incomplete; null when it is complete. */
  readonly reason: ErrorCode | null;
  readonly server: string;
  /** Of several bases, all of them. */
  readonly baseDn: string;
  readonly filter: string;
  /** In the order of the settings. Absent before 0.5.0, and in reads of one person. */
  readonly bases?: readonly ReadBase[];
  /** In the order of the settings. Absent before 0.5.0, and in reads of one person. */
  readonly exclusions?: readonly ReadExclusion[];
  readonly pages: number;
  readonly entries: number;
  /** Number of continuation references: parts of the tree that other servers hold and that were not read. */
  readonly referrals: number;
  /** Whether every page had the paged-results control (RFC 2696) and the last one an empty cookie. */
  readonly paged: boolean;
  /** The entries requested per page; null if the whole result was requested at once. Absent before 0.5.0. */
  readonly pageSize?: number | null;
  /** The size of the settings, if the server refused pages of it and smaller ones were requested. Absent before 0.5.0. */
  readonly refusedPageSize?: number | null;
  /** Whether the server is a Global Catalog, which has only a part of the attributes. Absent before 0.5.0. */
  readonly globalCatalog?: boolean;
  /**
   * How many entries a count of its own found of those that were created and last changed more than five minutes before
   * the read; null if it found none of those that were read, or the directory did not tell. Absent before 0.5.0.
   */
  readonly counted?: number | null;
  /** How many of the entries have a stable id. Absent before 0.5.0. */
  readonly withStableId?: number;
  /** Attributes of the mapping that no entry had. Absent before 0.5.0. */
  readonly absentAttributes?: readonly string[];
  /** Number of aliases below the base, which are not followed; null if it is not known. Absent before 0.5.0. */
  readonly aliases?: number | null;
  /** The attribute that identified most of the entries; null if none showed a stable id. Absent before 0.5.0. */
  readonly stableIdAttribute?: string | null;
  /** The attributes that identified the other entries; usually none. Absent before 0.5.0. */
  readonly otherStableIdAttributes?: readonly string[];
  /** The product, as its makers write it, or `LDAP`; null if nobody was read. Absent before 0.5.0. */
  readonly product?: string | null;
  /** How often the read was done again from its first page, because the connection was lost. Absent before 0.5.0. */
  readonly restarts?: number;
  /** Entries that were read more than once, because they moved meanwhile or the server repeated them; `entries` counts each once. Absent in runs before 0.5.0. */
  readonly repeated?: number;
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

/** What the next scheduled run would do to what a revert turns back. */
export interface RevertOutlook {
  /** When the run is scheduled. */
  readonly at: Date;
  /** How many users it would change again. */
  readonly users: number;
  /** The only user, if it is one. */
  readonly userId: string | null;
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
  /** `approve`: it waits for approval. `resume`: see `BatchSyncRuns.resume`. Null: nothing. */
  readonly next: 'approve' | 'resume' | null;
  /** Why that is no longer possible; null if it is, and if `next` is null. */
  readonly stale: StaleReason | null;
}

export interface Run {
  readonly id: string;
  /** Name of the job. */
  readonly job: string;
  readonly symbolicName: string;
  /** DN of the only entry that the run synchronizes; null: it synchronizes everyone. */
  readonly only: string | null;
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
  /** Why the plan of the run waits, or waited, for approval; null if the run needs none. */
  readonly approvalNeed: ApprovalNeed | null;
  /** Null unless the run applies an approved plan. */
  readonly approval: Approval | null;
  /** Null unless someone asked to cancel the run. The run ends as `cancelled` unless it had already applied everything. */
  readonly cancellation: Cancellation | null;
  /** Null unless the run turns back changes of another run. It then has no read report. */
  readonly reverts: Revert | null;
  /** What the plan of the run does about conflicts; null if nothing was decided. */
  readonly decision: ConflictDecision | null;
  /** Who resumed the run after it broke off, and when; null unless someone did. Its start is the first one. */
  readonly resumption: Resumption | null;
  /** Whether it is a plan that was started with settings that were not saved. It can be approved once they are. */
  readonly withUnsavedSettings: boolean;
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
  /** Entries that the last good run of the job read: about as many are expected. Null without such a run. */
  readonly expected: number | null;
}

/** What is stored of the progress of a run. */
export type StoredProgress = Omit<RunProgress, 'expected'>;

/** Which runs of a job. */
export interface RunFilter {
  readonly mode?: RunMode;
  readonly status?: RunStatus;
  readonly scope?: RunScope;
}
