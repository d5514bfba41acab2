import type { WaitingPlan } from '../contract/jobs.js';

/** The first execution after an instant; null if there is none. */
type FirstAfter = (from: Date) => Date | null;

/**
 * When the schedule starts the next run. While a plan waits for approval, this is the last execution before the plan
 * expires: those before would only make the same plan again.
 */
export function nextExecution(firstAfter: FirstAfter, now: Date, waiting: WaitingPlan | null): Date | null {
  const first = firstAfter(now);
  if (!waiting || first === null || first >= waiting.until) return first;
  return lastBefore(firstAfter, first, waiting.until);
}

/** Looks back from `end` in steps that grow, so that a schedule with many executions costs no more than one with few. */
function lastBefore(firstAfter: FirstAfter, first: Date, end: Date): Date {
  let found = first;
  for (let back = 1000; end.getTime() - back > first.getTime(); back *= 2) {
    const candidate = firstAfter(new Date(end.getTime() - back));
    if (candidate === null || candidate >= end) continue;
    found = candidate;
    break;
  }
  for (let next = firstAfter(found); next !== null && next < end; next = firstAfter(found)) found = next;
  return found;
}
