import type { CheckOutcome, CheckReport, Run } from '../index.js';

/** Exit codes of `ldap-batch-sync`. They are stable, because scripts depend on them. */
export const EXIT = {
  done: 0,
  failed: 1,
  wrongUsage: 2,
  doneWithProblems: 3,
  stoppedByGuard: 4,
  /** Ctrl-C while following a run in a host, as shells report it. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The exit code for a finished run. */
export function exitCodeOf(run: Run): ExitCode {
  switch (run.status) {
    case 'succeeded':
      return EXIT.done;
    case 'planned':
      if (run.approvalNeed) return EXIT.stoppedByGuard;
      return run.counts.problems + run.counts.incomplete > 0 ? EXIT.doneWithProblems : EXIT.done;
    case 'succeeded-with-problems':
      return EXIT.doneWithProblems;
    case 'stopped':
      // A disabled add-on is not a guard.
      return run.reason?.code === 'ADDON_DISABLED' ? EXIT.failed : EXIT.stoppedByGuard;
    default:
      return EXIT.failed;
  }
}

const OF_CHECK: Readonly<Record<CheckOutcome, ExitCode>> = {
  ready: EXIT.done,
  connected: EXIT.doneWithProblems,
  'not-connected': EXIT.failed,
};

export function exitCodeOfCheck({ outcome }: CheckReport): ExitCode {
  return OF_CHECK[outcome];
}
