export type CheckStepName = 'resolve' | 'connect' | 'tls' | 'bind' | 'base' | 'search' | 'rights' | 'map';

/** One step of a connection check. All steps after a failed one are `skipped`. */
export interface CheckStep {
  readonly step: CheckStepName;
  readonly outcome: 'passed' | 'failed' | 'skipped' | 'warning';
  /** Key in `i18n/<language>/check.json`: `<code>.found` is the result, `<code>.remedy` the remedy. */
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly milliseconds: number;
  /** What the step found besides, with the same outcome; absent if nothing. */
  readonly further?: readonly Pick<CheckStep, 'code' | 'params'>[];
}

/**
 * What a connection check shows: a run can synchronize people; the directory can be used, but a run would synchronize
 * nobody; or the directory cannot be used.
 */
export const CHECK_OUTCOMES = ['ready', 'connected', 'not-connected'] as const;
export type CheckOutcome = (typeof CHECK_OUTCOMES)[number];

export interface CheckReport {
  readonly outcome: CheckOutcome;
  /** Whether the outcome is `ready`. */
  readonly ok: boolean;
  /** The step that explains the outcome; null if it is `ready`. */
  readonly reason: CheckStepName | null;
  readonly steps: readonly CheckStep[];
  /** A few mapped entries. In place of secrets, it has `•••`. */
  readonly sample: readonly Readonly<Record<string, unknown>>[];
  /** The attributes of the mapping, fewest entries first; empty if no entry was examined. Hosts before 0.5.0 do not tell. */
  readonly shares?: readonly CheckedAttribute[];
}

/** How many of the entries examined have an attribute of the mapping. */
export interface CheckedAttribute {
  readonly attribute: string;
  readonly entries: number;
  /** All entries examined: those of one page. */
  readonly total: number;
}
