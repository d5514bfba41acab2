import { changesIn } from '../contract/change-kinds.js';
import type { RunOutcome } from '../contract/jobs.js';
import type { Run } from '../contract/run.js';
import { effectOf } from '../contract/run-effect.js';

/** How the runs that have ended did so. */
export function outcomesOf(runs: readonly Run[]): readonly RunOutcome[] {
  return runs.flatMap((run) => {
    const { id, status, startedAt, endedAt, counts } = run;
    return endedAt
      ? [
          {
            id,
            status,
            effect: effectOf(run),
            endedAt,
            seconds: startedAt ? (endedAt.getTime() - startedAt.getTime()) / 1000 : 0,
            read: counts.read,
            changes: changesIn(counts),
            problems: counts.problems,
          },
        ]
      : [];
  });
}
