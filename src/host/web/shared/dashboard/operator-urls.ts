/** Pages of Operator, for links from Admin, too. */
export function runUrl(runId: string): string {
  return `/operator/runs/${runId}`;
}

export function jobRunsUrl(job: string): string {
  return `/operator/scheduled-jobs/${encodeURIComponent(job)}/runs`;
}
