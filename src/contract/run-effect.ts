import { changesIn } from './change-kinds.js';
import type { Run, RunStatus } from './run.js';

/**
 * What became of the plan of a run. `nothing-planned`: there is no complete plan, now or for good. `planned`: it is
 * complete, and nothing was written. `nothing-applied` and `partly-applied`: the run broke off. `applied`: the run did
 * all it was meant to do.
 */
export const RUN_EFFECTS = ['nothing-planned', 'planned', 'nothing-applied', 'partly-applied', 'applied'] as const;
export type RunEffect = (typeof RUN_EFFECTS)[number];

type Judged = Pick<Run, 'mode' | 'status' | 'counts' | 'hash' | 'resumption'>;

const IS_APPLIED: ReadonlySet<RunStatus> = new Set(['succeeded', 'succeeded-with-problems']);
const IS_BROKEN: ReadonlySet<RunStatus> = new Set(['failed', 'cancelled']);
/** Only runs with a complete plan have these. */
const HAS_PLAN: ReadonlySet<RunStatus> = new Set(['planned', 'applying']);

/** What became of the plan of a run, which is also what its counts are about. */
export function effectOf(run: Judged): RunEffect {
  if (IS_APPLIED.has(run.status)) return 'applied';
  if (IS_BROKEN.has(run.status)) return effectOfBroken(run);
  if (!HAS_PLAN.has(run.status) && run.hash === null) return 'nothing-planned';
  // The counts of a resumed run are still those of the changes that were applied before.
  return run.resumption ? 'partly-applied' : 'planned';
}

/** The counts of a run that broke off are those of the applied changes. Runs before 0.4.0 have no hash. */
function effectOfBroken({ mode, counts, hash }: Judged): RunEffect {
  if (mode === 'plan') return 'nothing-planned';
  if (changesIn(counts) > 0) return 'partly-applied';
  return hash === null ? 'nothing-planned' : 'nothing-applied';
}

/**
 * How the counts of a run are to be read: `none` would speak of an arbitrary part of the people, `planned` says what the
 * run would do, `applied` what it did.
 */
export type CountsMeaning = 'none' | 'planned' | 'applied';

export const COUNTS_MEANINGS: Readonly<Record<RunEffect, CountsMeaning>> = {
  'nothing-planned': 'none',
  planned: 'planned',
  'nothing-applied': 'applied',
  'partly-applied': 'applied',
  applied: 'applied',
};
