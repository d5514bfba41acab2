import type { ProblemCode } from '../contract/error-codes.js';
import type { ChangeKind } from '../contract/change-kinds.js';

/**
 * What is known of one entry that was read, before it is decided what becomes of it. "Target" is the user that the
 * entry is or would become: the one it is linked to, else the one existing user that it may take over.
 */
export type Fact =
  /** Mapping refused the entry; the problem is its own. */
  | 'refusedByMapping'
  /** Another entry of this read has the same stable id. */
  | 'stableIdTwice'
  /** Not linked, and several unlinked users match. */
  | 'candidatesAmbiguous'
  /** Not linked, and the one user that matches also matches another entry. */
  | 'candidateClaimedTwice'
  /** The host never lets the target be written. */
  | 'targetProtected'
  /** A name that the target does not have yet is wanted by another entry, too. */
  | 'nameTwice'
  /** A name that the target does not have yet will still belong to another user after the run. */
  | 'nameTaken'
  /** The same for any other unique columns: wanted twice, or still held. */
  | 'uniqueValueTaken'
  | 'noTarget'
  | 'targetNotActive'
  /** A mapped field, the source or the link differs. */
  | 'differs';

/** What becomes of an entry: a change, a problem, or nothing. */
export type Outcome = ChangeKind | ProblemCode | 'rejected' | 'unchanged';

export interface Decision {
  readonly when: Fact;
  readonly then: Outcome;
}

/**
 * The one decision table: the first line whose fact holds decides. First whatever makes it doubtful who the entry is,
 * then who may not be written, then what cannot stand beside others; a change only after all of them.
 */
export const DECISION_TABLE: readonly Decision[] = [
  { when: 'refusedByMapping', then: 'rejected' },
  { when: 'stableIdTwice', then: 'STABLE_ID_TWICE' },
  { when: 'candidatesAmbiguous', then: 'CANDIDATES_AMBIGUOUS' },
  { when: 'candidateClaimedTwice', then: 'CANDIDATE_CLAIMED_TWICE' },
  { when: 'targetProtected', then: 'USER_PROTECTED' },
  { when: 'nameTwice', then: 'NAME_TWICE_IN_DIRECTORY' },
  { when: 'nameTaken', then: 'NAME_TAKEN' },
  { when: 'uniqueValueTaken', then: 'UNIQUE_VALUE_TAKEN' },
  { when: 'noTarget', then: 'create' },
  { when: 'targetNotActive', then: 'activate' },
  { when: 'differs', then: 'update' },
];

/** When no line of the table holds. */
export const OTHERWISE: Outcome = 'unchanged';
