import type { ErrorCode } from '../../contract/error-codes.js';
import type { ReadReport } from '../../contract/runs.js';
import type { RunCounts } from '../../contract/change-kinds.js';
import type { MessageParameters } from '../../contract/sync-error.js';

export interface GuardViolation {
  readonly allowed: false;
  readonly code: ErrorCode;
  readonly params: MessageParameters;
}

/** Whether a run may go on; if not, why it stops before anything is written. */
export type GuardResult = { readonly allowed: true } | GuardViolation;

const ALLOWED: GuardResult = { allowed: true };

/** Looks at what was read, before it is planned. */
export function guardRead({ entries, baseDn, filter }: ReadReport): GuardResult {
  // An empty result almost always means a wrong base or a lost right, hardly ever an empty company.
  if (entries === 0) return { allowed: false, code: 'DIRECTORY_EMPTY', params: { baseDn, filter } };
  return ALLOWED;
}

/** The place for limits on what a plan would do. There are none yet: every plan passes. */
export function guardPlan(_counts: RunCounts): GuardResult {
  return ALLOWED;
}
