import type { ReadBase, ReadExclusion, ReadReport } from '../../contract/run.js';
import { comparableName } from '../../mapping/comparable-name.js';
import { isBelow } from '../../settings/rules/distinguished-name.js';
import type { FormerSearch } from '../ports/guard-history.js';
import type { GuardViolation } from './guards.js';

type Container = Pick<ReadBase, 'dn' | 'stableId'>;

/**
 * A base that had people before and has nobody now was moved away from what the bind user may see, or someone was: while the
 * other bases have people, the whole is not empty. Those whom exclusions leave out are nobody whom the job can lose. Only the
 * same search is compared: who changed its filter, the scope of the base or the exclusions about it means other people. (The
 * rules of who is active matter not: a base counts everyone whom its search returned.)
 *
 * @param before what the last good run searched; undefined if it does not say.
 * @param floor the number of people up to which they may leave.
 */
export function basesNotEmpty(
  { bases = [], exclusions = [], filter }: Pick<ReadReport, 'bases' | 'exclusions' | 'filter'>,
  before: FormerSearch | undefined,
  floor: number,
): GuardViolation | undefined {
  if (before?.filter !== filter) return undefined;
  for (const base of bases.filter((each) => peopleIn(each) === 0)) {
    const former = before.bases.find((each) => isSame(each, base) && each.scope === base.scope);
    if (!former || !areIn(before.exclusions, exclusions, base) || !areIn(exclusions, before.exclusions, former))
      continue;
    const people = peopleIn(former);
    const because = base.excluded > 0 ? 'excluded' : 'base';
    if (people > floor) return { code: 'DIRECTORY_EMPTY', params: { baseDn: base.dn, filter, people, because } };
  }
  return undefined;
}

function peopleIn({ entries, excluded }: ReadBase): number {
  return entries - excluded;
}

/** Whether a search has all of the exclusions that are within a base, or that the base is within. */
function areIn(all: readonly ReadExclusion[], exclusions: readonly ReadExclusion[], { dn }: ReadBase): boolean {
  const concerned = exclusions.filter((exclusion) => isBelow(exclusion.dn, dn) || isBelow(dn, exclusion.dn));
  return concerned.every((one) => all.some((other) => isSame(one, other) && one.kind === other.kind));
}

function isSame(one: Container, other: Container): boolean {
  if (one.stableId !== null && other.stableId !== null) return one.stableId === other.stableId;
  return comparableName(one.dn) === comparableName(other.dn);
}
