import type { GuardFinding, GuardLimit, GuardName } from '../../contract/guards.js';
import type { FieldFigure } from '../ports/plan-evidence.js';
import { beyond, findingOf } from './is-beyond.js';

/** Judges each field on its own: in the whole read, else in the organizational units. */
export function byField(guard: GuardName, figures: readonly FieldFigure[], limit: GuardLimit): readonly GuardFinding[] {
  const fields = [...new Set(figures.map(({ field }) => field))];
  return fields.flatMap((field) => {
    const ofField = figures.filter((figure) => figure.field === field);
    return beyond(ofField, limit).map((figure) => findingOf(guard, figure, limit, { field }));
  });
}
