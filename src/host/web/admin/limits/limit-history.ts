import type { GuardName, RunFiguresRow } from '../../shared/api/api-types.js';
import type { SettingsByPath } from '../form/settings-by-path.js';

/** Both must be exceeded. */
export interface TypedLimit {
  readonly percent: number;
  readonly people: number;
}

/** A run, judged by a limit. */
export interface JudgedRun {
  readonly run: RunFiguresRow;
  /** The field whose figure is the furthest towards the limit; null unless the guard looks at fields. */
  readonly field: string | null;
  /** DN of the organizational unit that came further towards the limit than the whole run; null: the whole run. */
  readonly unit: string | null;
  readonly people: number;
  readonly total: number;
  /** More people than these would have stopped the run. */
  readonly most: number;
  readonly isBeyond: boolean;
  /** Whether the limit might have stopped the run for an organizational unit that the run does not know. */
  readonly isUnknown: boolean;
  /** The run knows organizational units only with more people than these; null: none. */
  readonly unitsAbove: number | null;
}

/** The limit in the form; undefined while it is no number. */
export function limitIn(values: SettingsByPath, guard: GuardName): TypedLimit | undefined {
  const [percent, people] = [values[`limits.${guard}.percent`], values[`limits.${guard}.people`]];
  const isNumber = (value: unknown): value is number =>
    typeof value === 'number' && Number.isFinite(value) && value >= 0;
  return isNumber(percent) && isNumber(people) ? { percent, people } : undefined;
}

/**
 * What the limit would have done to earlier runs, the oldest first. There are no figures where the guard did not judge the
 * run, and of units only those with more people than the limit of the run allowed: a lower limit might have stopped it for
 * another one.
 */
export function judgedRuns(
  newestFirst: readonly RunFiguresRow[],
  guard: GuardName,
  limit: TypedLimit,
): readonly JudgedRun[] {
  const runs = newestFirst.toReversed().flatMap((run) => {
    const ofGuard = run.figures.filter((figure) => figure.guard === guard);
    const judged = ofGuard
      .map(({ field, unit, people, total }) => ({ run, field, unit, people, total, ...against(limit, people, total) }))
      .toSorted((one, other) => other.people / (other.most + 1) - one.people / (one.most + 1));
    return judged.slice(0, 1).map((worst) => ({ ...worst, ...unknownIn(ofGuard, limit, worst.isBeyond) }));
  });
  return runs.map((judged, index) => ({ ...judged, most: nearestWithTotal(runs, index)?.most ?? judged.most }));
}

/** A unit has at most as many people as the whole run. */
function unknownIn(figures: RunFiguresRow['figures'], { people: least }: TypedLimit, isBeyond: boolean) {
  const hiding = figures.filter(
    ({ unit, people, unitsAbove }) => unit === null && people > least && (unitsAbove ?? Infinity) > least,
  );
  const isUnknown = !isBeyond && hiding.length > 0;
  return { isUnknown, unitsAbove: isUnknown ? (hiding[0]?.unitsAbove ?? null) : null };
}

/** Of a field that concerned nobody, it is not known how many have it. Another run tells where the limit was about then. */
function nearestWithTotal(runs: readonly JudgedRun[], index: number): JudgedRun | undefined {
  const hasTotal = ({ total }: JudgedRun) => total > 0;
  return runs.slice(0, index + 1).findLast(hasTotal) ?? runs.slice(index).find(hasTotal);
}

function against({ percent, people: least }: TypedLimit, people: number, total: number) {
  const most = Math.max(least, Math.floor((percent * total) / 100));
  return { most, isBeyond: people > most };
}

/** The height of a number of people. Logarithmic, so that a few people are seen beside a limit of thousands. */
export function heightOf(people: number, highest: number, pixels: number): number {
  return highest === 0 ? 0 : Math.round((pixels * Math.log1p(people)) / Math.log1p(highest));
}
