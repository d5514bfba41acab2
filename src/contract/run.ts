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

/**
 * `read` is the sum of the others, wherever a run came to its end. One that broke off while it applied (`failed`) has
 * read more: the rest is who was planned to be changed and was not.
 */
export interface RunCounts {
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly activated: number;
  readonly unchanged: number;
  readonly problems: number;
}

/** The evidence that a read was complete: what was asked, of whom, and how it ended. */
export interface Certificate {
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
  readonly symbolicName: string;
  readonly mode: RunMode;
  readonly trigger: RunTrigger;
  /** Who started it by hand; null for the schedule. */
  readonly startedBy: string | null;
  readonly status: RunStatus;
  readonly counts: RunCounts;
  /** Why it stopped or failed, with what its text names. */
  readonly reason: { readonly code: ErrorCode; readonly params: Readonly<Record<string, string | number>> } | null;
  readonly certificate: Certificate | null;
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

export type ChangeKind = 'create' | 'update' | 'activate';
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
