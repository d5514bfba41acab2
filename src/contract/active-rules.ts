/**
 * Which of the directory's own flags exclude someone, beyond the filter. What each means in a product is declared with its
 * dialect:
 *
 * - `disabled`: someone disabled the account;
 * - `expired`: the account has an end that has passed;
 * - `locked`: a password policy locked the account;
 * - `computers`: the entry is the account of a computer;
 * - `conflicts`: the entry is what replication left of a conflict;
 * - `provisioning`: the entry is in a container of people who are not active yet, or no longer.
 */
export const ACTIVE_RULES = ['disabled', 'expired', 'locked', 'computers', 'conflicts', 'provisioning'] as const;
export type ActiveRuleName = (typeof ACTIVE_RULES)[number];

/** The rule that excludes an entry, and the value to which it applies. */
export interface Inactivity {
  readonly rule: ActiveRuleName;
  /** As the product names it; `dn` for the name of the entry. */
  readonly attribute: string;
  readonly value: string;
  /** The value as a point in time, in ISO 8601 and UTC; absent if it is none. */
  readonly time?: string;
}
