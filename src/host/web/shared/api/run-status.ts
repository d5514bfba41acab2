import type { RunProgress, RunRow } from './api-types.js';

type RunStatus = RunRow['status'];

/** The statuses in which a run shows that it works. `planned` is one on the way, and the last one of a plan. */
const WORKING: ReadonlySet<RunStatus> = new Set(['queued', 'reading', 'applying']);

interface RunState {
  /** Null: there is no run. */
  readonly status: RunStatus | null;
  readonly endedAt: string | null;
}

export function isUnderWay({ status, endedAt }: RunState): boolean {
  return status !== null && endedAt === null;
}

/**
 * The progress to display. The event that reports the end arrives before the run has been fetched again with its end,
 * counts and problems. Until then the previous status is shown, with the latest numbers.
 */
export function progressToShow(shown: RunProgress | undefined, latest: RunProgress): RunProgress | undefined {
  if (WORKING.has(latest.status)) return latest;
  return shown?.runId === latest.runId ? { ...latest, status: shown.status } : undefined;
}
