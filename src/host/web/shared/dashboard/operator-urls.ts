import { addressOfConflict } from '../why/conflict-address.js';

/** Pages of Operator, for links from Admin, too. */
export function runUrl(runId: string): string {
  return `/operator/runs/${runId}`;
}

export function conflictUrl(...conflict: Parameters<typeof addressOfConflict>): string {
  return `/operator${addressOfConflict(...conflict)}`;
}

export function jobRunsUrl(job: string): string {
  return `/operator/scheduled-jobs/${encodeURIComponent(job)}/runs`;
}
