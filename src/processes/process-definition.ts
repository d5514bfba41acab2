import type { ChangeKind } from '../contract/change-kinds.js';
import type { ProblemCode } from '../contract/error-codes.js';

/** One process of the add-on. */
export interface ProcessDefinition {
  /** File in `manifest/`. */
  readonly manifestFile: string;
  /** The first line whose fact holds decides; `OTHERWISE` when none holds. */
  readonly decisionTable: readonly Decision[];
}

/** One line of a decision table. */
export interface Decision {
  readonly when: Fact;
  readonly then: Outcome;
}

/**
 * A fact about one entry of a read. "Target" is the user that the entry is or would become: the user it is linked to,
 * else the only existing user that it may take over.
 */
export type Fact =
  /** Mapping rejected the entry and recorded its problem. */
  | 'rejectedByMapping'
  /** Another entry of this read, with another DN, has the same stable id. */
  | 'stableIdTwice'
  /** Not linked, and several unlinked users match. */
  | 'candidatesAmbiguous'
  /** Not linked, and the only matching user also matches another entry. */
  | 'candidateClaimedTwice'
  /** Not linked, and the only matching user differs in a field that tells people apart. */
  | 'candidateContradicts'
  /** Not linked, and only users match whom another data pool has linked. */
  | 'userOfOtherPool'
  /** Linked, and the default filters of the host hide the linked user. */
  | 'targetHidden'
  /** The host protects the target from being written. */
  | 'targetProtected'
  /** Linked to a user that no longer exists, and nobody else matches. */
  | 'linkedUserDeleted'
  /** No target, and a user matches who is linked to another entry, whether or not that still exists. */
  | 'userOfOtherEntry'
  /** No target, as a field of the matching rules is not valid: a user matches by a later one. */
  | 'identityNotValid'
  /** No target, and a user whom no rule finds has the same employee number. */
  | 'identityTaken'
  /** No target, and another entry has the same value in a field that identifies. */
  | 'identityTwice'
  /** Another entry claims the same new name. */
  | 'nameTwice'
  /** The new name will still belong to another user after the run. */
  | 'nameTaken'
  /** The same for any other unique column: claimed twice, or still taken. */
  | 'uniqueValueTaken'
  /** The same for a value that tells people apart, other than a name. What keeps a new user from being created comes first. */
  | 'identifyingValueTaken'
  /** A user that the default filters of the host hide holds the new value of a unique column. */
  | 'valueHidden'
  | 'noTarget'
  | 'targetNotActive'
  /** A mapped field, the source or the link differs. */
  | 'differs';

/** What an entry leads to: a change, a problem, or nothing. */
export type Outcome = ChangeKind | ProblemCode | 'rejected' | 'unchanged';

/** The outcome when no line of a decision table applies. */
export const OTHERWISE: Outcome = 'unchanged';
