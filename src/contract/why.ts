import type { Inactivity } from './active-rules.js';
import type { ChangeKind } from './change-kinds.js';
import type { ErrorCode, ProblemCode } from './error-codes.js';
import type { GuardFinding } from './guards.js';
import type { Change, FoundBy, MatchedBy, Problem } from './run-rows.js';
import type { MessageParameters } from './sync-error.js';
import type { UserRecord } from './users.js';

/** Why someone is, or is not, synchronized: the first reason that holds. */
export const WHY_VERDICTS = [
  /** The directory could not be asked. */
  'DIRECTORY_NOT_ASKED',
  /** The directory refused a search, so that it is not known whether it has an entry. */
  'SEARCH_REFUSED',
  /** Neither an entry nor a user. */
  'NOBODY_FOUND',
  /** A user that is not linked to an entry, and no entry was found for it. */
  'ONLY_A_USER',
  /** A linked user whose entry does not exist, or is not visible. */
  'ENTRY_NOT_FOUND',
  'OUTSIDE_BASE',
  /** An exclusion leaves out a container that the entry is in: see `excludedBy`. */
  'EXCLUDED',
  'FILTER_NOT_MET',
  /** An active rule excludes the entry: see `inactivity`. */
  'INACTIVE',
  /** The mapping rejects the entry. */
  'MAPPING_REJECTS',
  /** A run that read only the entries found could not synchronize it: see `next`. */
  'PROBLEM_IN_NEXT_RUN',
  /** The newest run that met the entry could not synchronize it, for a reason that only a whole run knows. */
  'PROBLEM_IN_LAST_RUN',
  /** A plan that waits for approval changes the person: see `plan`. */
  'PLAN_AWAITS_APPROVAL',
  /** A run would change the person, but a plan waits for approval that does not: it is older, or for others. */
  'PLAN_LACKS_CHANGE',
  /** A run would change the person, but the plan that waits for approval would refuse its change: see `plan`. */
  'PLAN_REFUSES_CHANGE',
  /** Nothing is wrong with the person, but guards stopped the newest run, so that it changed nobody. */
  'RUN_STOPPED',
  /** Nothing is in the way: the next run creates the user. */
  'WILL_BE_CREATED',
  /** Nothing is in the way: the next run takes over an existing user. */
  'WILL_BE_TAKEN_OVER',
  /** Linked to a user whom the next run changes. */
  'WILL_BE_UPDATED',
  /** Linked to a user who has what the directory says. */
  'SYNCHRONIZED',
] as const;
export type WhyVerdict = (typeof WHY_VERDICTS)[number];

/** A part of the filter of the job, and whether the server says that the entry meets it. */
export interface FilterPart {
  readonly filter: string;
  readonly isMet: boolean;
  readonly parts: readonly FilterPart[];
}

export interface WhyEntry {
  readonly dn: string;
  /** Null when the entry shows none. */
  readonly stableId: string | null;
  /** Whether a run looks there: a base finds the DN, and no exclusion leaves it out. */
  readonly isBelowBase: boolean;
  /** DN of the container whose exclusion leaves out the entry; null if none does. */
  readonly excludedBy: string | null;
  readonly filter: FilterPart;
  /** Null if no active rule excludes the entry. */
  readonly inactivity: Inactivity | null;
}

/** A row of the mapping, applied to the entry. */
export interface WhyMapping {
  /** The LDAP attribute, or the attributes, the template or the part of the DN that the row reads. */
  readonly attribute: string;
  readonly field: string;
  readonly value: string | null;
  readonly problem: {
    readonly code: ProblemCode;
    readonly params: MessageParameters;
    /** The value that is not valid, as in `Problem`. */
    readonly value: string | null;
    /** If true, the field keeps its present value; if false, the entry is rejected. */
    readonly isPartial: boolean;
  } | null;
}

/** The user of the entry. */
export interface WhyUser extends UserRecord {
  readonly userName: string;
  /** How the entry leads to the user; null when no entry does. */
  readonly matchedBy: MatchedBy | null;
}

/** How the entry leads to users. */
export interface WhyMatch {
  readonly by: FoundBy;
  /** What the entry and the users have in common: the stable id, or a name in any case. */
  readonly value: string;
  /** More than one if the name does not decide. */
  readonly users: readonly { readonly id: string; readonly userName: string }[];
}

/** What a run would do now: the entries that were found are planned together. */
export interface WhyNext {
  /** Null when nothing would change, and for a problem. */
  readonly kind: ChangeKind | null;
  /** The fields that differ, as in a change of a run. */
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  readonly problem: { readonly code: ProblemCode; readonly params: MessageParameters } | null;
  /** Fields that would stay as they are, because their values are not free. What the mapping finds is with its rows. */
  readonly fieldProblems: readonly { readonly code: ProblemCode; readonly params: MessageParameters }[];
  /**
   * Users who have a name that the entry needs, and whose own entries give them another one: only a run for everyone, which
   * reads these entries as well, can do so. Empty if no name is in the way.
   */
  readonly namesFreedBy: readonly { readonly id: string; readonly userName: string }[];
}

/** The plan of the job that waits for approval. */
export interface WhyPlan {
  readonly runId: string;
  /** When it expires. */
  readonly until: Date;
  /** What it would do with the person, as in a change of a run; null if nothing, also because its change would be refused. */
  readonly change: Pick<Change, 'kind' | 'before' | 'after' | 'formerStableId' | 'formerDn'> | null;
  /** Why it would refuse its change of the person; empty if it has none, or would apply it. */
  readonly refused: readonly RefusedValue[];
}

export const REFUSAL_CAUSES = ['changed', 'pinned'] as const;
export type RefusalCause = (typeof REFUSAL_CAUSES)[number];

/** A value that has changed, or was pinned, since a change of it was planned: the change is refused as a whole. */
export interface RefusedValue {
  /** As in the record of a user. */
  readonly field: string;
  readonly cause: RefusalCause;
}

/** What a guard found in a run. */
export interface WhyFinding extends GuardFinding {
  readonly runId: string;
}

/** One person: an entry, a user, or both. In place of the values of secrets that rows write, it has `•••`. */
export interface WhyPerson {
  readonly verdict: WhyVerdict;
  readonly entry: WhyEntry | null;
  /** Empty without an entry. */
  readonly mapping: readonly WhyMapping[];
  /** Null if the entry leads to nobody. */
  readonly match: WhyMatch | null;
  readonly user: WhyUser | null;
  /** Null if no run would read an entry. */
  readonly next: WhyNext | null;
  /** The plan that waits for approval; null if none does. */
  readonly plan: WhyPlan | null;
  /** Of the newest runs, newest first. */
  readonly problems: readonly Problem[];
  /**
   * What guards found in the newest runs that concerns the person, newest first. Of one cause of many problems, a run keeps
   * only some: someone with the same problem now counts as well.
   */
  readonly findings: readonly WhyFinding[];
  /** Whether plan and runs were searched in time. If not, `plan` is null, and `problems` and `findings` are empty. */
  readonly areRunsSearched: boolean;
}

export interface WhyReport {
  /** Name of the job. */
  readonly job: string;
  readonly who: string;
  /** What the directory was asked for, with the error code of what it refused. */
  readonly asked: readonly string[];
  /** Why the directory could not be asked, or refused a search while no entry was found. */
  readonly directoryError: { readonly code: ErrorCode; readonly params: MessageParameters } | null;
  /** At least one, at most five. */
  readonly people: readonly WhyPerson[];
}

/** Why someone is, or is not, synchronized. */
export abstract class BatchSyncWhy {
  /**
   * Asks the directory now, for this person alone, and the database. Writes nothing. Throws `JOB_UNKNOWN`, and
   * `SETTINGS_MISSING`, `SETTINGS_INVALID` or `SECRET_UNREADABLE` if the stored settings cannot be used.
   *
   * @param who a DN, a stable id, the key of a user, or a value of the mapped user name, principal name or e-mail. If they
   * find nobody, a display name or common name.
   */
  abstract why(job: string, who: string): Promise<WhyReport>;
}
