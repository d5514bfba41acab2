import type { ErrorCode } from '../../contract/error-codes.js';
import { type GuardFinding, type GuardLimit, type GuardLimits, type GuardName, GUARDS } from '../../contract/guards.js';
import type { ReadReport } from '../../contract/run.js';
import type { MessageParameters } from '../../contract/sync-error.js';
import type { Evidence, EvidenceFloors } from '../ports/plan-evidence.js';
import { changes } from './changes.js';
import { directoryNotEmpty } from './directory-not-empty.js';
import { entryFound } from './entry-found.js';
import { entries } from './entries.js';
import { names } from './names.js';
import { oneCause } from './one-cause.js';
import { problems } from './problems.js';
import { vanishingValues } from './vanishing-values.js';

export interface GuardViolation {
  readonly code: ErrorCode;
  readonly params: MessageParameters;
}

/** Judges a plan before anything is written: what is beyond the limit. */
export type PlanGuard = (evidence: Evidence, limit: GuardLimit) => readonly GuardFinding[];

const PLAN_GUARDS: Readonly<Record<GuardName, PlanGuard>> = {
  oneCause,
  entries,
  vanishingValues,
  names,
  changes,
  problems,
};

/** The evidence of each guard. */
const EVIDENCE_OF: Readonly<Record<GuardName, keyof EvidenceFloors>> = {
  oneCause: 'causes',
  entries: 'lost',
  vanishingValues: 'emptied',
  names: 'renamed',
  changes: 'changed',
  problems: 'problems',
};

/**
 * Checks a complete read before it is planned. Undefined: the run may continue.
 *
 * @param only DN of the only entry that was read; null: everyone.
 */
export function guardRead(report: ReadReport, only: string | null): GuardViolation | undefined {
  return only === null ? directoryNotEmpty(report) : entryFound(report, only);
}

/** All that is beyond the limits, the most telling first. Empty: the plan may be applied. */
export function guardPlan(evidence: Evidence, limits: GuardLimits): readonly GuardFinding[] {
  const found = GUARDS.filter((guard) => limits[guard].enabled).flatMap((guard) =>
    PLAN_GUARDS[guard](evidence, limits[guard]),
  );
  // A common cause explains the number of problems, where it is found. Those of fields are not in this number.
  const causes = found.filter(({ guard, field }) => guard === 'oneCause' && field === null);
  const isExplained = (unit: string | null) => causes.some((cause) => cause.unit === null || cause.unit === unit);
  return found.filter(({ guard, unit }) => guard !== 'problems' || !isExplained(unit));
}

/** The numbers up to which evidence does not matter. */
export function floorsOf(limits: GuardLimits): EvidenceFloors {
  const floors = GUARDS.map((guard) => [
    EVIDENCE_OF[guard],
    limits[guard].enabled ? limits[guard].people : Number.POSITIVE_INFINITY,
  ]);
  return Object.fromEntries(floors) as EvidenceFloors;
}
