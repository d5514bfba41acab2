import type { ProblemCode } from '../contract/error-codes.js';
import type { Problem } from '../contract/run-rows.js';
import type { WhyNext, WhyPerson, WhyVerdict } from '../contract/why.js';

export type UndecidedPerson = Omit<WhyPerson, 'verdict'>;

export interface WhyContext {
  /** The newest run of the job that could have read the entry. Only its problems count. */
  readonly newestRun: string | undefined;
  /** Whether the directory could be asked at all. */
  readonly wasAsked: boolean;
  /** Whether it refused a search. */
  readonly isRefused: boolean;
  /** Whether guards stopped the newest run for everyone. */
  readonly isStopped: boolean;
}

/** What the mapping, or a plan for one entry, finds as well: an older run cannot say more. */
const DECIDED_ALONE: ReadonlySet<ProblemCode> = new Set([
  'STABLE_ID_MISSING',
  'VALUE_MISSING',
  'VALUE_UNREADABLE',
  'VALUE_INVALID',
  'VALUE_TOO_LONG',
  'VALUE_NOT_A_DN',
  'VALUE_NOT_CONVERTED',
  'EXPRESSION_FAILED',
  'NAME_TAKEN',
  'CANDIDATES_AMBIGUOUS',
  'CANDIDATE_CONTRADICTS',
  'USER_OF_OTHER_POOL',
  'LINKED_USER_DELETED',
  'USER_OF_OTHER_ENTRY',
  'IDENTITY_NOT_VALID',
  'IDENTITY_TAKEN',
  'USER_HIDDEN',
  'USER_PROTECTED',
  'VALUE_OF_HIDDEN_USER',
]);

/** The first reason that holds. */
export function verdictOf(person: UndecidedPerson, context: WhyContext): WhyVerdict {
  const { entry, next, user } = person;
  if (!entry) return withoutEntry(user, context);
  if (!entry.isBelowBase) return entry.excludedBy === null ? 'OUTSIDE_BASE' : 'EXCLUDED';
  if (!entry.filter.isMet) return 'FILTER_NOT_MET';
  if (entry.inactivity) return 'INACTIVE';
  if (!next || person.mapping.some(({ problem }) => problem?.isPartial === false)) return 'MAPPING_REJECTS';
  if (next.problem) return 'PROBLEM_IN_NEXT_RUN';
  if (person.plan?.change) return 'PLAN_AWAITS_APPROVAL';
  const isOpen = ({ runId, code, isPartial }: Problem) =>
    runId === context.newestRun && !isPartial && !DECIDED_ALONE.has(code);
  if (person.problems.some(isOpen)) return 'PROBLEM_IN_LAST_RUN';
  if (next.kind !== null && person.plan)
    return person.plan.refused.length > 0 ? 'PLAN_REFUSES_CHANGE' : 'PLAN_LACKS_CHANGE';
  if (next.kind !== null && context.isStopped) return 'RUN_STOPPED';
  if (next.kind === null && next.fieldProblems.length > 0) return 'PROBLEM_IN_NEXT_RUN';
  return whatComes(next, person.match);
}

function withoutEntry(user: WhyPerson['user'], { wasAsked, isRefused }: WhyContext): WhyVerdict {
  if (!wasAsked) return 'DIRECTORY_NOT_ASKED';
  if (isRefused) return 'SEARCH_REFUSED';
  if (!user) return 'NOBODY_FOUND';
  return user.links.length > 0 ? 'ENTRY_NOT_FOUND' : 'ONLY_A_USER';
}

function whatComes({ kind }: WhyNext, match: WhyPerson['match']): WhyVerdict {
  if (kind === null) return 'SYNCHRONIZED';
  if (kind === 'create') return 'WILL_BE_CREATED';
  return match?.by === 'link' ? 'WILL_BE_UPDATED' : 'WILL_BE_TAKEN_OVER';
}
