import type { WhyPerson, WhyVerdict } from '../contract/why.js';

export type UndecidedPerson = Omit<WhyPerson, 'verdict'>;

export interface WhyContext {
  /** The newest run of the job that could have read the entry. Only its problems count. */
  readonly newestRun: string | undefined;
  /** Whether the directory could be asked at all. */
  readonly wasAsked: boolean;
  /** Whether it refused a search. */
  readonly isRefused: boolean;
}

/** The first reason that holds. */
export function verdictOf(
  { entry, mapping, user, problems }: UndecidedPerson,
  { newestRun, wasAsked, isRefused }: WhyContext,
): WhyVerdict {
  if (!entry) {
    if (!wasAsked) return 'DIRECTORY_NOT_ASKED';
    if (isRefused) return 'SEARCH_REFUSED';
    if (!user) return 'NOBODY_FOUND';
    return user.links.length > 0 ? 'ENTRY_NOT_FOUND' : 'ONLY_A_USER';
  }
  if (!entry.isBelowBase) return 'OUTSIDE_BASE';
  if (!entry.filter.isMet) return 'FILTER_NOT_MET';
  if (entry.stableId === null || mapping.some(({ problem }) => problem)) return 'MAPPING_REJECTS';
  if (problems.some(({ runId }) => runId === newestRun)) return 'PROBLEM_IN_LAST_RUN';
  if (!user) return 'WILL_BE_CREATED';
  return user.matchedBy === 'link' ? 'SYNCHRONIZED' : 'WILL_BE_TAKEN_OVER';
}
