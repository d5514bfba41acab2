import type { Job } from '../api/api-types.js';
import type { TextKey } from '../i18n/use-texts.js';

/** Something that someone has to look at. */
export interface AttentionItem {
  readonly job: Job;
  readonly text: TextKey;
  /** The instant that the text names. */
  readonly at: string | null;
  /** The run to look at; null: the runs of the job. */
  readonly runId: string | null;
}

const STALE_TEXTS: Readonly<Record<NonNullable<Job['stalePlan']>['because'], TextKey>> = {
  settings: 'attention.staleSettings',
  'newer-run': 'attention.staleNewerRun',
  age: 'attention.staleAge',
};

/** What needs attention, the most urgent first: stopped, failed, stale, overdue. Plans that wait have a list of their own. */
export function attentionOf(jobs: readonly Job[], now: Date): readonly AttentionItem[] {
  const items = jobs.flatMap((job) => ranked(job, now));
  return items.toSorted((one, other) => one.rank - other.rank);
}

function ranked(job: Job, now: Date): readonly (AttentionItem & { readonly rank: number })[] {
  const { status, lastRunId, lastEnd, expectedBy, stalePlan } = job;
  const last = { job, at: lastEnd, runId: lastRunId };
  return [
    ...(status === 'stopped' ? [{ ...last, text: 'attention.stopped' as const, rank: 0 }] : []),
    ...(status === 'failed' ? [{ ...last, text: 'attention.failed' as const, rank: 1 }] : []),
    ...(stalePlan
      ? [{ job, text: STALE_TEXTS[stalePlan.because], at: stalePlan.since, runId: stalePlan.runId, rank: 2 }]
      : []),
    ...(expectedBy !== null && new Date(expectedBy) < now
      ? [{ job, text: 'attention.overdue' as const, at: expectedBy, runId: null, rank: 3 }]
      : []),
  ];
}
