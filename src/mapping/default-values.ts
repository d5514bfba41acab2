import { convert } from './conversions/conversion.js';
import type { MappingRule, MappingTarget } from './mapping-rule.js';

/** The values that rows write where an entry has none. */
export type DefaultValues = ReadonlyMap<MappingTarget, string>;

export function defaultValuesOf(rules: readonly MappingRule[]): DefaultValues {
  return new Map(
    rules.flatMap(({ field, whenAbsent, defaultValue }) => {
      const text = whenAbsent === 'default' && defaultValue ? convert(defaultValue) : '';
      return text === '' ? [] : [[field, text] as const];
    }),
  );
}
