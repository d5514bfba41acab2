import { changesIn, type RunCounts } from '../../contract/change-kinds.js';
import type { GuardFigure, GuardName } from '../../contract/guards.js';
import type { CauseFigure, EvidenceFloors, Figure } from '../../engine/ports/plan-evidence.js';
import type { Statements } from '../database/database.js';
import type { ValueChange } from '../journal/value-changes.js';
import type { JudgedRead } from './evidence-sql.js';
import { judgedValues } from './judged-values.js';
import { type UnitEvidence, worstUnits } from './worst-units.js';
import { type CountedValue, totalsOf } from './value-counts.js';

/** What was counted in a plan, without limits. */
export interface CountedPlan {
  readonly counts: RunCounts;
  readonly isFirstImport: boolean;
  readonly lost: Omit<Figure, 'unit'> | undefined;
  /** Entries with a problem that they did not have in the last good run. */
  readonly newProblems: number;
  /** All people of the job whom the read did not contain. */
  readonly notSeen: number;
  readonly emptied: readonly CountedValue[];
  readonly renamed: readonly CountedValue[];
  /** The most frequent first. */
  readonly causes: readonly CauseFigure[];
  /** What guards judge beyond their floors. */
  readonly evidence: UnitEvidence;
  /** Of units, the evidence has only those with more people. */
  readonly floors: EvidenceFloors;
}

/**
 * Keeps with the run how many people were not seen, and what guards counted in the whole plan, whatever the limits are.
 * What they judged has a figure, with 0 people where nobody was concerned.
 */
export async function storeFigures(transaction: Statements, plan: JudgedRead, counted: CountedPlan): Promise<void> {
  const { counts, isFirstImport, lost, newProblems, emptied, renamed, causes, floors } = counted;
  const changed = changesIn(counts) - counts.created;
  const figures: readonly GuardFigure[] = [
    // In a first import, units are not judged: whatever the limit is, none would stop it.
    ...ofCauses(causes, counts.read, isFirstImport ? 0 : floors.causes),
    ...(lost ? [whole('entries', lost.people, lost.total, floors.lost)] : []),
    // The first import changes nobody who was there before.
    ...(isFirstImport
      ? []
      : [
          ...(await ofValues(transaction, plan, 'vanishingValues', 'emptied', emptied, floors)),
          ...(await ofValues(transaction, plan, 'names', 'renamed', renamed, floors)),
          whole('changes', changed, changed + counts.unchanged, floors.changed),
          whole('problems', newProblems, counts.read, floors.problems),
        ]),
    ...worstUnits(counted.evidence),
  ];
  // The last statement of the evidence, because it locks the run: whoever cancels the run must not wait for it.
  await transaction.query(
    `update ${plan.tables.run} set figures = $2::text::jsonb, counts = counts || jsonb_build_object('notSeen', $3::int)
     where id = $1::text::uuid`,
    [plan.runId, JSON.stringify(figures), counted.notSeen],
  );
}

/** @param floor infinite: no unit was counted. */
function whole(guard: GuardName, people: number, total: number, floor: number): GuardFigure {
  const unitsAbove = Number.isFinite(floor) ? floor : null;
  return { guard, field: null, problem: null, unit: null, unitsAbove, people, total };
}

function ofCauses(causes: readonly CauseFigure[], read: number, floor: number): readonly GuardFigure[] {
  const ofWhole = causes
    .filter(({ unit }) => unit === null)
    .map(({ people, total, code, field }) => ({ ...whole('oneCause', people, total, floor), field, problem: code }));
  const isNone = ofWhole.every(({ field }) => field !== null);
  return isNone ? [whole('oneCause', 0, read, floor), ...ofWhole] : ofWhole;
}

/** A figure for each field that is judged. How many have a value is counted only of those that change for somebody. */
async function ofValues(
  transaction: Statements,
  plan: JudgedRead,
  guard: GuardName,
  change: ValueChange,
  changed: readonly CountedValue[],
  floors: EvidenceFloors,
): Promise<readonly GuardFigure[]> {
  const totals = await totalsOf(transaction, plan, changed);
  return judgedValues(plan, change).map(({ field }) => {
    const index = changed.findIndex((value) => value.field === field);
    return { ...whole(guard, changed[index]?.people ?? 0, totals[index] ?? 0, floors[change]), field };
  });
}
