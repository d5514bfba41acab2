import type { RunCounts } from '../../contract/change-kinds.js';
import type { ErrorCode } from '../../contract/error-codes.js';
import type { ReadReport } from '../../contract/runs.js';
import type { MessageParameters } from '../../contract/sync-error.js';
import { directoryNotEmpty } from './directory-not-empty.js';

/** Limits by name, from the settings of the job. No guard uses one yet. */
export type RunLimits = Readonly<Record<string, number>>;

export interface GuardViolation {
  readonly code: ErrorCode;
  readonly params: MessageParameters;
}

/** Checks a complete read before it is planned. Undefined: the run may continue. */
export type ReadGuard = (report: ReadReport, limits: RunLimits) => GuardViolation | undefined;

/**
 * Checks a plan before anything is written. Undefined: the run may continue.
 *
 * @param report absent for a plan that is not made from a read.
 */
export type PlanGuard = (
  counts: RunCounts,
  limits: RunLimits,
  report: ReadReport | undefined,
) => GuardViolation | undefined;

const READ_GUARDS: readonly ReadGuard[] = [directoryNotEmpty];
const PLAN_GUARDS: readonly PlanGuard[] = [];

export function guardRead(report: ReadReport, limits: RunLimits): GuardViolation | undefined {
  return firstViolation(READ_GUARDS.map((guard) => () => guard(report, limits)));
}

export function guardPlan(counts: RunCounts, limits: RunLimits, report?: ReadReport): GuardViolation | undefined {
  return firstViolation(PLAN_GUARDS.map((guard) => () => guard(counts, limits, report)));
}

function firstViolation(guards: readonly (() => GuardViolation | undefined)[]): GuardViolation | undefined {
  for (const guard of guards) {
    const violation = guard();
    if (violation) return violation;
  }
  return undefined;
}
