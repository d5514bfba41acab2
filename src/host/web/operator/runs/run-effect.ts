import type { RunRow } from '../../shared/api/api-types.js';
import { COUNTS } from './counts.js';

/** What a run that ended early left: no plan, a plan of which nothing was applied, or a part of the changes. */
export type RunEffect = 'nothing-planned' | 'nothing-applied' | 'partly-applied';

const ENDED_EARLY: ReadonlySet<RunRow['status']> = new Set(['failed', 'stopped', 'cancelled']);

/** Null for a run that is under way, or that did all it was meant to do. */
export function effectOf({ status, counts, readReport, hash }: RunRow): RunEffect | null {
  if (!ENDED_EARLY.has(status)) return null;
  // The counts of a stopped run are those of its plan.
  if (status === 'stopped' && hash !== null) return 'nothing-applied';
  if (COUNTS.some(({ name, kind }) => kind && counts[name] > 0)) return 'partly-applied';
  return readReport?.complete ? 'nothing-applied' : 'nothing-planned';
}
