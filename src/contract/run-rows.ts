import type { ChangeKind } from './change-kinds.js';
import type { ChangePattern } from './change-patterns.js';
import type { ProblemCode } from './error-codes.js';
import { MATCHING_FIELDS } from './matching.js';

/** How an entry finds its user: by its link, or by a matching rule. */
export const FOUND_BY = ['link', ...MATCHING_FIELDS] as const;
export type FoundBy = (typeof FOUND_BY)[number];

/** How the user of a change was found, or that someone decided it. `release`: the user gives up values for another person. */
export const MATCHED_BY = [...FOUND_BY, 'decision', 'release'] as const;
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
  /** Stable id and DN of the entry that the user was linked to, if the change moves its link to this one; else null. */
  readonly formerStableId: string | null;
  readonly formerDn: string | null;
  /** Key of the host's user as text; null for a create that has not been applied. */
  readonly userId: string | null;
  /** How the user was found: by its link, by a matching rule when an existing user was taken over, or by a decision. */
  readonly matchedBy: MatchedBy | null;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  /** How values change, by the name of the field (`attributes.badge`): those of an existing user that follow a pattern. */
  readonly patterns: Readonly<Record<string, ChangePattern>>;
  readonly appliedAt: Date | null;
}

/** An entry, or a field of it, that could not be synchronized. An entry has one, or one for each such field. */
export interface Problem {
  readonly id: string;
  readonly runId: string;
  readonly dn: string;
  readonly code: ProblemCode;
  /** Parameters of its texts: attribute, limit, conflicting user. */
  readonly params: Readonly<Record<string, string | number>>;
  /**
   * The value of the entry or of the user that is to blame, for those who may see users: safe to show, with escapes for
   * characters that cannot be seen, and at most its first 200 characters. Null where no value is to blame, and for attributes
   * whose name says that they hold secrets.
   */
  readonly value: string | null;
  /** If true, only a field was left as it was, and the rest of the person was synchronized. */
  readonly isPartial: boolean;
}

/** One page of rows. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque cursor of the next page; null on the last page. */
  readonly nextCursor: string | null;
}

export interface RowsRequest {
  readonly cursor?: string;
  /** 1 to 200. @default 50 */
  readonly limit?: number;
}

/** Asks for changes of a run. A cursor continues the order in which its page was asked for. */
export interface ChangesRequest extends RowsRequest, ChangeFilter {
  /** `applied`: the order in which they are applied, whatever guards found. @default concernedFirst */
  readonly order?: 'concernedFirst' | 'applied';
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
  /** Part of a DN, of the value to blame, or of a name of the user to whom the entry is linked, in any case. */
  readonly search?: string;
  /** The entries whom a finding of `guards` is about: its position there, from 0. */
  readonly guard?: number;
}

/** How many rows of a run each filter finds. */
export interface RunSummary {
  /** The changes of each kind, in the order of `CHANGE_KINDS`. Kinds without changes are absent. */
  readonly kinds: readonly {
    readonly kind: ChangeKind;
    readonly changes: number;
  }[];
  /** Fields with changed values, in the order of the user's fields. */
  readonly fields: readonly {
    readonly field: string;
    readonly changes: number;
    /** Existing users who had a value and get another one. */
    readonly replaced: number;
    /** Applied changes that a revert of this field alone would turn back, if nothing else changed it since. */
    readonly revertible: number;
  }[];
  /** What the changes of existing users have in common, the worst consequence first, then the most frequent. */
  readonly patterns: readonly {
    readonly field: string;
    readonly pattern: ChangePattern;
    readonly changes: number;
  }[];
  /**
   * By code and by the field that they are about, the most frequent first. `field` is null for other problems, and where a
   * run of before 0.4.0 does not say which field the problems that are not listed were about.
   */
  readonly problems: readonly {
    readonly code: ProblemCode;
    readonly field: string | null;
    readonly problems: number;
    /** Those of them that `problems` of the run does not list: of a problem that most entries have, only a sample is kept. */
    readonly omitted: number;
  }[];
}
