import type { GuardFigure, GuardFinding, RunFigures, UsualShare } from '../../contract/guards.js';

/** What a finding is about. */
type Subject = Pick<GuardFinding, 'guard' | 'field' | 'problem'>;

/**
 * The share of people whom a guard counted in good runs; null if it judged none of them. Problems are compared with the
 * same problem.
 */
export function usualShare(subject: Subject, goodRuns: readonly RunFigures[]): UsualShare | null {
  const shares = goodRuns.flatMap(({ figures }) => sharesIn(figures, subject)).toSorted((one, other) => one - other);
  if (shares.length === 0) return null;
  const middle = (shares.length - 1) / 2;
  const median = ((shares[Math.floor(middle)] ?? 0) + (shares[Math.ceil(middle)] ?? 0)) / 2;
  return { runs: shares.length, median: rounded(median), highest: rounded(shares.at(-1) ?? 0) };
}

/** Empty if the guard did not judge the run. */
function sharesIn(figures: readonly GuardFigure[], { guard, field, problem }: Subject): readonly number[] {
  const judged = figures.filter((figure) => figure.unit === null && figure.guard === guard && figure.field === field);
  if (judged.length === 0) return [];
  const same = judged.find((figure) => figure.problem === (problem?.code ?? null));
  return [same ? shareOf(same) : 0];
}

function shareOf({ people, total }: GuardFigure): number {
  return total === 0 ? 0 : (people / total) * 100;
}

/** To a tenth of a percent. */
function rounded(percent: number): number {
  return Math.round(percent * 10) / 10;
}
