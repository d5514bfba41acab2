import type { ProblemRow } from '../api/api-types.js';

/** As much as the host takes. */
const MAX_SEARCH = 200;

/** Who is in the way of an entry, or is missing, until someone decides or the data change. */
const DECIDABLE: ReadonlySet<string> = new Set([
  'USER_OF_OTHER_ENTRY',
  'NAME_TAKEN',
  'UNIQUE_VALUE_TAKEN',
  'LINKED_USER_DELETED',
]);

/** Whether someone may be able to decide about a problem with this code, as soon as a run for everyone has found it. */
export function mayBeConflict(code: string): boolean {
  return DECIDABLE.has(code);
}

/** Whether someone can decide about a problem that a run for everyone found. */
export function isConflict({ code, params }: Pick<ProblemRow, 'code' | 'params'>): boolean {
  return code === 'LINKED_USER_DELETED' || params['lastSeen'] !== undefined;
}

/**
 * The page of Operator on which it is decided, below the address of the app.
 *
 * @param dn of the entry.
 */
export function addressOfConflict(job: string, { code, dn }: { readonly code: string; readonly dn: string }): string {
  return `/conflicts?${new URLSearchParams({ job, code, search: dn.slice(0, MAX_SEARCH) }).toString()}`;
}
