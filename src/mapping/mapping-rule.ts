import type { UserField } from '../contract/user-binding.js';

/** What the target of a named place in the JSON attributes begins with. */
export const ATTRIBUTES = 'attributes.';

/** Where a value goes: a user field, or a named place in the JSON attributes. */
export type MappingTarget = UserField | `attributes.${string}`;

/** One row of the mapping, as the administrator typed it. */
export interface MappingRule {
  /** LDAP attribute description, e.g. `givenName`. */
  readonly attribute: string;
  readonly field: MappingTarget;
  /** Without a value the entry is a problem (`VALUE_MISSING`); otherwise the field is cleared. */
  readonly required: boolean;
}
