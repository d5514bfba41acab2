import type { ReadBase, ReadReport } from '../../contract/run.js';
import { comparableName } from '../../mapping/comparable-name.js';
import type { FormerSearch } from '../ports/guard-history.js';
import type { GuardViolation } from './guards.js';

/**
 * A base that had people before and returns nobody was moved away from what the bind user may see, or someone was: while the
 * other bases return people, the whole is not empty. Only the same search is compared: who changed its filter or the scope of
 * the base means other people. (The rules of who is active matter not: a base counts everyone whom its search returned.)
 *
 * @param before what the last good run searched; undefined if it does not say.
 * @param floor the number of people up to which they may leave.
 */
export function basesNotEmpty(
  { bases = [], filter }: Pick<ReadReport, 'bases' | 'filter'>,
  before: FormerSearch | undefined,
  floor: number,
): GuardViolation | undefined {
  const former = before?.filter === filter ? before.bases : [];
  for (const base of bases.filter(({ entries }) => entries === 0)) {
    const people = former.find((each) => isSame(each, base))?.entries ?? 0;
    if (people > floor)
      return { code: 'DIRECTORY_EMPTY', params: { baseDn: base.dn, filter, people, because: 'base' } };
  }
  return undefined;
}

function isSame(one: ReadBase, other: ReadBase): boolean {
  if (one.scope !== other.scope) return false;
  if (one.stableId !== null && other.stableId !== null) return one.stableId === other.stableId;
  return comparableName(one.dn) === comparableName(other.dn);
}
