import type { GuardFinding, GuardLimit, GuardName } from '../../contract/guards.js';
import type { Figure } from '../ports/plan-evidence.js';

/** Whether both the share and the number are exceeded. Exactly at a limit is not beyond it. */
export function isBeyond({ people, total }: Figure, { percent, people: most }: GuardLimit): boolean {
  return people > most && people * 100 > percent * total;
}

/** The figures beyond the limit. Units are left out where the whole read is beyond it, which includes them. */
export function beyond<T extends Figure>(figures: readonly T[], limit: GuardLimit): readonly T[] {
  const found = figures.filter((figure) => isBeyond(figure, limit));
  const whole = found.filter(({ unit }) => unit === null);
  return whole.length > 0 ? whole : found.toSorted((one, other) => other.people - one.people);
}

export function findingOf(
  guard: GuardName,
  { people, total, unit }: Figure,
  { percent, people: most }: GuardLimit,
  more: Partial<Pick<GuardFinding, 'field' | 'problem'>> = {},
): GuardFinding {
  const limit = { percent, people: most };
  return {
    guard,
    people,
    total,
    limit,
    usual: null,
    unit,
    field: null,
    attribute: null,
    similar: [],
    problem: null,
    ...more,
  };
}
