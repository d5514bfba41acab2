import type { RunProgress, RunRow } from './api-types.js';

type RunStatus = RunRow['status'];

const UNDER_WAY: ReadonlySet<RunStatus> = new Set(['queued', 'reading', 'applying']);

export function isUnderWay(status: RunStatus | null): boolean {
  return status !== null && UNDER_WAY.has(status);
}

/**
 * The progress to display. The event that reports the end arrives before the run has been fetched again with its end,
 * counts and problems. Until then the previous status is shown, with the latest numbers.
 */
export function progressToShow(shown: RunProgress | undefined, latest: RunProgress): RunProgress | undefined {
  if (isUnderWay(latest.status)) return latest;
  return shown?.runId === latest.runId ? { ...latest, status: shown.status } : undefined;
}
