import type { Run } from '../index.js';

/** Exit codes of `ldap-batch-sync`. They stay as they are: scripts ask for them. */
export const EXIT = {
  done: 0,
  failed: 1,
  wrongUsage: 2,
  doneWithProblems: 3,
  stoppedByGuard: 4,
  /** Ctrl-C while following a run that goes on elsewhere, as shells report it. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What a run that ended means to whoever started it. */
export function exitCodeOf(run: Run): ExitCode {
  switch (run.status) {
    case 'succeeded':
      return EXIT.done;
    case 'planned':
      return run.counts.problems > 0 ? EXIT.doneWithProblems : EXIT.done;
    case 'succeeded-with-problems':
      return EXIT.doneWithProblems;
    case 'stopped':
      // The administrator who disabled the add-on is not a guard.
      return run.reason?.code === 'ADDON_DISABLED' ? EXIT.failed : EXIT.stoppedByGuard;
    default:
      return EXIT.failed;
  }
}
