import { valuesByName } from '../contract/values-by-name.js';
import type { RefusedValue, WhyPlan, WhyUser } from '../contract/why.js';

/**
 * The values because of which an applier would refuse a planned change of a user: one that it replaces is another one by
 * now, or is pinned. A new user replaces nothing, and the place in the directory is always written.
 */
export function refusedValues(
  { kind, before, after }: Pick<NonNullable<WhyPlan['change']>, 'kind' | 'before' | 'after'>,
  { fields, pins }: Pick<WhyUser, 'fields' | 'pins'>,
): readonly RefusedValue[] {
  if (kind === 'create') return [];
  const old = valuesByName(before);
  return Object.keys(valuesByName(after)).flatMap((field): readonly RefusedValue[] => {
    if (field === 'dn') return [];
    if (Object.hasOwn(pins, field)) return [{ field, cause: 'pinned' }];
    return (fields[field]?.value ?? null) === (old[field] ?? null) ? [] : [{ field, cause: 'changed' }];
  });
}
