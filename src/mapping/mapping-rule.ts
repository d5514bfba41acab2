import type { UserField } from '../contract/user-binding.js';

/** Prefix of a target in the JSON attributes. */
export const ATTRIBUTES = 'attributes.';

/** Where a value is written: a user field, or a named value in the JSON attributes. */
export type MappingTarget = UserField | `attributes.${string}`;

/** One row of the mapping, as the administrator entered it. */
export interface MappingRule {
  /** LDAP attribute description, e.g. `givenName`. */
  readonly attribute: string;
  readonly field: MappingTarget;
  /** If true, an entry without a value is a problem (`VALUE_MISSING`); if false, the field is cleared. */
  readonly required: boolean;
}

/** The fields that the rules write, each once. */
export function targetsOf(rules: readonly MappingRule[]): readonly MappingTarget[] {
  return [...new Set(rules.map(({ field }) => field))];
}
