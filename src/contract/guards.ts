import type { ErrorCode, ProblemCode } from './error-codes.js';
import type { RunStatus } from './run.js';

/** The guards that judge a plan, in the order in which they are reported, and the code of a run that they stop. */
export const GUARD_CODES = {
  oneCause: 'ONE_CAUSE',
  entries: 'ENTRIES_MISSING',
  vanishingValues: 'VALUES_WOULD_VANISH',
  names: 'NAMES_WOULD_CHANGE',
  changes: 'TOO_MANY_CHANGES',
  problems: 'TOO_MANY_PROBLEMS',
} as const satisfies Readonly<Record<string, ErrorCode>>;

export type GuardName = keyof typeof GUARD_CODES;
export const GUARDS = Object.keys(GUARD_CODES) as readonly GuardName[];

/** A guard stops a run when more than `percent` of the people and more than `people` of them are concerned. */
export interface GuardLimit {
  readonly enabled: boolean;
  readonly percent: number;
  readonly people: number;
}

export type GuardLimits = Readonly<Record<GuardName, GuardLimit>>;

/** How many people a guard counted in a run or in one of its organizational units, and of how many. */
export interface GuardFigure {
  readonly guard: GuardName;
  /** The user field, or `attributes.<name>`; null unless the guard looks at fields. */
  readonly field: string | null;
  /** The problem that entries have in common; null for all other guards, and where no entry has a problem. */
  readonly problem: ProblemCode | null;
  /**
   * DN of an organizational unit in which more people were concerned than the number of the limit, unless another one
   * exceeds it in both share and number; null: the whole run.
   */
  readonly unit: string | null;
  /**
   * Of a figure of the whole run: organizational units are known only with more people than these. Null: no unit is known,
   * as the guard was off or the run is one of an earlier version; and for figures of units.
   */
  readonly unitsAbove: number | null;
  readonly people: number;
  /** 0 for a field that concerned nobody: those who have a value are not counted then. */
  readonly total: number;
}

/** What guards counted in a run that read the directory. A guard or field without a figure was not judged. */
export interface RunFigures {
  readonly runId: string;
  readonly endedAt: Date;
  readonly status: RunStatus;
  readonly figures: readonly GuardFigure[];
}

/** What is usual: shares in percent, over the latest good runs. */
export interface UsualShare {
  /** Number of runs. */
  readonly runs: number;
  readonly median: number;
  readonly highest: number;
}

/** What a guard found beyond its limit. */
export interface GuardFinding {
  readonly guard: GuardName;
  /** How many people are concerned. */
  readonly people: number;
  /** Of how many: those who have the value, are known already, or were read. */
  readonly total: number;
  /** The limit at the time of the run. */
  readonly limit: Readonly<Record<'percent' | 'people', number>>;
  /**
   * What the same figure was in earlier runs as a whole, also if the finding is about a unit or a revert; null before the
   * first good run.
   */
  readonly usual: UsualShare | null;
  /** DN of the organizational unit; null: the whole read. */
  readonly unit: string | null;
  /**
   * The user field, or `attributes.<name>`; null unless the guard looks at fields. With a problem, it is the field without
   * which people would be synchronized.
   */
  readonly field: string | null;
  /** The LDAP attribute that is mapped to the field, or what the mapping takes its values from instead. */
  readonly attribute: string | null;
  /** Of vanishing values: what the mapping writes where an entry has none. Absent if the field would be empty. */
  readonly defaultValue?: string;
  /** Attributes of the entries whose names come close to it. */
  readonly similar: readonly string[];
  /** The common problem of the entries, with the parameters of one of them; null for all other guards. */
  readonly problem: {
    readonly code: ProblemCode;
    readonly params: Readonly<Record<string, string | number>>;
  } | null;
}

/** The parameters of the text of a finding, which is that of the code of its guard. */
export function findingParams(finding: GuardFinding): Readonly<Record<string, string | number>> {
  const { people, total, unit, field, attribute, similar, problem, limit, defaultValue } = finding;
  return {
    ...problem?.params,
    people,
    among: total,
    maxPercent: limit.percent,
    maxPeople: limit.people,
    ...(problem && { problem: problem.code }),
    ...(unit !== null && { unit }),
    ...(field !== null && { userField: field }),
    ...(attribute !== null && { attribute }),
    ...(defaultValue !== undefined && { because: 'default', defaultValue }),
    ...(similar.length > 0 && { similar: similar.join(', ') }),
  };
}

export function isGuardCode(code: string): boolean {
  return (Object.values(GUARD_CODES) as readonly string[]).includes(code);
}
