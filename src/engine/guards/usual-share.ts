import type { GuardFigure, RunFigures, UsualShare } from '../../contract/guards.js';

/** How many good runs say what is usual. */
const RUNS = 20;

const GOOD: ReadonlySet<string> = new Set(['succeeded', 'succeeded-with-problems']);

/**
 * The share of people whom a guard counted in the latest good runs; null if there are none. A run in which the guard
 * counted nobody is one with 0 %.
 *
 * @param past newest first.
 */
export function usualShare(
  { guard, field }: Pick<GuardFigure, 'guard' | 'field'>,
  past: readonly RunFigures[],
): UsualShare | null {
  const runs = past.filter(({ status }) => GOOD.has(status)).slice(0, RUNS);
  if (runs.length === 0) return null;
  const shares = runs
    .map(({ figures }) => figures.find((figure) => figure.guard === guard && figure.field === field))
    .map((figure) => (figure ? shareOf(figure) : 0))
    .toSorted((one, other) => one - other);
  const middle = (shares.length - 1) / 2;
  const median = ((shares[Math.floor(middle)] ?? 0) + (shares[Math.ceil(middle)] ?? 0)) / 2;
  return { runs: runs.length, median: rounded(median), highest: rounded(shares.at(-1) ?? 0) };
}

function shareOf({ people, total }: GuardFigure): number {
  return total === 0 ? 0 : (people / total) * 100;
}

/** To a tenth of a percent. */
function rounded(percent: number): number {
  return Math.round(percent * 10) / 10;
}
