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

/** What the users table can hold, from the ORM's metadata. */
export interface FieldLimits {
  /** Fields that the host keeps at all. */
  readonly fields: ReadonlySet<UserField>;
  /** Longest text per field, in characters; absent: no limit. */
  readonly maxLength: Readonly<Partial<Record<UserField, number>>>;
  /** Fields whose column takes no null: treated as required. */
  readonly notNull: ReadonlySet<UserField>;
  /** Whether `attributes.<name>` has a place. */
  readonly attributes: boolean;
}
