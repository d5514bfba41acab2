import type { AttributeValue } from './directory-user.js';
import type { ValueProblem } from './validate/validation.js';

/** A value that a row could not turn into one that can be written. */
export interface Unusable {
  readonly problem: ValueProblem;
  /** What the directory holds; null if no value is to blame. */
  readonly value: AttributeValue | null;
}

/** A value that a row may write, or one that it could not use. */
export type Candidate = AttributeValue | Unusable;

export function isUnusable(candidate: Candidate): candidate is Unusable {
  return typeof candidate !== 'string' && 'problem' in candidate;
}
