import type { GuardFigure } from '../../contract/guards.js';
import type { CauseFigure, Evidence, FieldFigure, Figure } from '../../engine/ports/plan-evidence.js';

export type UnitEvidence = Omit<Evidence, 'isFirstImport'>;

/**
 * The organizational units that no other one exceeds in both share and number, for each guard, field and problem: among
 * them is one beyond a limit if there is any.
 */
export function worstUnits(evidence: UnitEvidence): readonly GuardFigure[] {
  const units = inUnits(evidence);
  const groups = Object.values(
    Object.groupBy(units, ({ guard, field, problem }) => JSON.stringify([guard, field, problem])),
  );
  return groups.flatMap((group = []) => notExceeded(group));
}

function notExceeded(group: readonly GuardFigure[]): readonly GuardFigure[] {
  const byShare = group.toSorted((one, other) => shareOf(other) - shareOf(one) || other.people - one.people);
  let most = 0;
  return byShare.filter(({ people }) => {
    if (people <= most) return false;
    most = people;
    return true;
  });
}

function inUnits({ lost, emptied, renamed, changed, problems, causes }: UnitEvidence): readonly GuardFigure[] {
  const inUnit = ({ unit, people, total }: Figure) => ({
    field: null,
    problem: null,
    unit,
    unitsAbove: null,
    people,
    total,
  });
  const ofField = (figure: FieldFigure) => ({ ...inUnit(figure), field: figure.field });
  const ofCause = (figure: CauseFigure) => ({ ...inUnit(figure), problem: figure.code });
  const figures: readonly GuardFigure[] = [
    ...causes.map((figure) => ({ ...ofCause(figure), guard: 'oneCause' as const })),
    ...lost.map((figure) => ({ ...inUnit(figure), guard: 'entries' as const })),
    ...emptied.map((figure) => ({ ...ofField(figure), guard: 'vanishingValues' as const })),
    ...renamed.map((figure) => ({ ...ofField(figure), guard: 'names' as const })),
    ...changed.map((figure) => ({ ...inUnit(figure), guard: 'changes' as const })),
    ...problems.map((figure) => ({ ...inUnit(figure), guard: 'problems' as const })),
  ];
  return figures.filter(({ unit }) => unit !== null);
}

function shareOf({ people, total }: GuardFigure): number {
  return total === 0 ? 0 : people / total;
}
