import type { RunCounts } from '../../contract/change-kinds.js';
import type { GuardFinding } from '../../contract/guards.js';
import type { GuardViolation } from '../guards/guards.js';
import type { RunContext } from '../run-context.js';

/** What a run has before it is applied. */
export type PlanOutcome =
  /** Nothing was planned. */
  | { readonly kind: 'refused'; readonly violation: GuardViolation }
  /** A plan, and what is beyond the limits. */
  | { readonly kind: 'judged'; readonly counts: RunCounts; readonly findings: readonly GuardFinding[] }
  /** A plan that somebody approved. */
  | { readonly kind: 'approved' };

/** Where the plan of a run comes from. */
export interface PlanSource {
  plan(context: RunContext): Promise<PlanOutcome>;
}
