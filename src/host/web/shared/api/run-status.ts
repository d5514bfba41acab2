import type { RunProgress, RunRow } from './wire.js';

type RunStatus = RunRow['status'];

const UNDER_WAY: ReadonlySet<RunStatus> = new Set(['queued', 'reading', 'applying']);

export function isUnderWay(status: RunStatus | null): boolean {
  return status !== null && UNDER_WAY.has(status);
}

/**
 * What to show of the numbers that arrived. They tell of the end before the run itself was read again: until then its
 * end, its counts and its problems are not there, so it is shown as it stood, with the newest numbers.
 */
export function progressToShow(shown: RunProgress | undefined, now: RunProgress): RunProgress | undefined {
  if (isUnderWay(now.status)) return now;
  return shown?.runId === now.runId ? { ...now, status: shown.status } : undefined;
}
