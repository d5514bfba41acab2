import type { ProblemRow, RunRow } from '../../shared/api/api-types.js';
import { addressOfConflicts } from './conflicts-view.js';

/** As much as the host takes. */
const MAX_SEARCH = 200;

type FoundProblem = Pick<ProblemRow, 'code' | 'dn' | 'params'>;

/** Whether someone can decide about a problem that a run for everyone found. */
export function isConflict({ only }: Pick<RunRow, 'only'>, { code, params }: FoundProblem): boolean {
  return only === null && (code === 'LINKED_USER_DELETED' || params['lastSeen'] !== undefined);
}

/** The page on which it is decided. */
export function addressOfConflict({ job }: Pick<RunRow, 'job'>, { code, dn }: FoundProblem): string {
  const address = addressOfConflicts({ job, code, search: dn.slice(0, MAX_SEARCH) });
  return `/conflicts?${new URLSearchParams(address).toString()}`;
}
