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

/** Halves the time in which it lies, so that a schedule with many executions costs no more than one with few. */
function lastBefore(firstAfter: FirstAfter, first: Date, end: Date): Date {
  let found = first;
  let beyond = end.getTime();
  while (beyond - found.getTime() > 1) {
    const middle = Math.floor((found.getTime() + beyond) / 2);
    const next = firstAfter(new Date(middle));
    if (next !== null && next < end) found = next;
    else beyond = middle;
  }
  return found;
}
