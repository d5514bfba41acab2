import type { ReadBase, ReadReport } from '../../contract/run.js';
import { comparableName } from '../../mapping/comparable-name.js';
import type { GuardViolation } from './guards.js';

/**
 * A base that had people before and returns nobody was moved away from what the bind user may see, or someone was: while the
 * other bases return people, the whole is not empty. Whoever closed the container takes the base from the settings.
 *
 * @param before the bases of the last good run.
 */
export function basesNotEmpty(
  { bases = [], filter }: ReadReport,
  before: readonly ReadBase[],
): GuardViolation | undefined {
  for (const { entries, ...base } of bases) {
    const people = entries > 0 ? 0 : (before.find((former) => isSame(former, base))?.entries ?? 0);
    if (people > 0) return { code: 'DIRECTORY_EMPTY', params: { baseDn: base.dn, filter, people, because: 'base' } };
  }
  return undefined;
}

type Container = Pick<ReadBase, 'dn' | 'stableId'>;

function isSame(one: Container, other: Container): boolean {
  if (one.stableId !== null && other.stableId !== null) return one.stableId === other.stableId;
  return comparableName(one.dn) === comparableName(other.dn);
}
