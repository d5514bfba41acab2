/** How long runs, manual changes and what belongs to them are kept. */
export interface RetentionLimits {
  /** Age in days, from the end of a run or a manual change. */
  readonly days: number;
  /** Runs of a job; others expire whatever their age. Manual changes expire by age alone. */
  readonly runs: number;
  /** How old a plan may be when it is approved or resumed. Younger ones do not expire. */
  readonly planHours: number;
  /** Versions of settings that are kept, with all later ones of the same key, whatever their age. */
  readonly versionsInUse: readonly { readonly key: string; readonly version: number }[];
}

/** Rows that were deleted. */
export interface Deleted {
  readonly runs: number;
  readonly changes: number;
  readonly problems: number;
  /** Links of users who do not exist any more. */
  readonly links: number;
}

/**
 * Deletes what runs and people have left behind. A change stays as long as it is the last expired one that wrote a value of
 * a user who exists, and its run with it: so the origin of each value stays known. Unsaved settings go once their plan is too
 * old to be applied, versions of settings once they were replaced for as long as runs are kept, and the link of a user who does
 * not exist any more once its entry has not been seen for that long. Never expired: open runs, plans that can still be applied,
 * the newest run of a job, its last good run, and runs that a kept run turns back.
 */
export abstract class RunRetention {
  /**
   * Deletes what has expired, in short transactions that do not wait for the locks of runs. Yields after each. Ends at
   * once while another process does it.
   */
  abstract deleteExpired(limits: RetentionLimits): AsyncIterable<Deleted>;
}
