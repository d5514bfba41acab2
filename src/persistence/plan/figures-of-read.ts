import { changesIn, type RunCounts } from '../../contract/change-kinds.js';
import type { GuardFigure } from '../../contract/guards.js';
import type { CauseFigure, Figure } from '../../engine/ports/plan-evidence.js';
import type { Statements } from '../database/database.js';
import type { JudgedRead } from './evidence-sql.js';
import { type CountedValue, totalsOf } from './value-counts.js';

/** What was counted in a plan, without limits. */
export interface CountedPlan {
  readonly counts: RunCounts;
  readonly isFirstImport: boolean;
  readonly lost: Omit<Figure, 'unit'> | undefined;
  readonly emptied: readonly CountedValue[];
  readonly renamed: readonly CountedValue[];
  /** The most frequent first. */
  readonly causes: readonly CauseFigure[];
}

/** Keeps with the run what guards counted in the whole plan, whatever the limits are. */
export async function storeFigures(transaction: Statements, plan: JudgedRead, counted: CountedPlan): Promise<void> {
  const { counts, isFirstImport, lost, emptied, renamed, causes } = counted;
  const totals = await totalsOf(transaction, plan, [...emptied, ...renamed]);
  const ofValue = (guard: 'vanishingValues' | 'names', { field, people }: CountedValue, total = 0): GuardFigure => ({
    guard,
    field,
    people,
    total,
  });
  const changed = changesIn(counts) - counts.created;
  const whole = (guard: GuardFigure['guard'], people: number, total: number) => ({ guard, field: null, people, total });
  const figures: readonly GuardFigure[] = [
    ...causes.slice(0, 1).map(({ people, total }) => whole('oneCause', people, total)),
    ...(lost ? [whole('entries', lost.people, lost.total)] : []),
    ...emptied.map((value, index) => ofValue('vanishingValues', value, totals[index])),
    ...renamed.map((value, index) => ofValue('names', value, totals[emptied.length + index])),
    whole('changes', changed, changed + counts.unchanged),
    ...(isFirstImport ? [] : [whole('problems', counts.problems, counts.read)]),
  ];
  await transaction.query(`update ${plan.tables.run} set figures = $2::text::jsonb where id = $1::text::uuid`, [
    plan.runId,
    JSON.stringify(figures),
  ]);
}
