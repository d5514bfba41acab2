import type { Inactivity } from '../contract/active-rules.js';
import type { ProblemCode } from '../contract/error-codes.js';
import type { UserField } from '../contract/user-binding.js';
import type { MappingTarget } from './mapping-rule.js';

/** One value of an LDAP attribute: text decoded as UTF-8, or bytes where the value is not valid UTF-8. */
export type AttributeValue = string | Uint8Array;

/**
 * One entry as the directory returned it.
 *
 * Attribute names are in lower case. Only attributes that were requested and have a value are present.
 */
export interface Entry {
  readonly dn: string;
  /** Canonical text of entryUUID, objectGUID, nsUniqueId or ipaUniqueID; undefined when the entry shows none of them. */
  readonly stableId: string | undefined;
  readonly attributes: Readonly<Record<string, readonly AttributeValue[]>>;
  /** Why an active rule excludes the entry; absent if none does. */
  readonly inactivity?: Inactivity;
}

/** An entry after mapping. A mapped field without a value is null and will be cleared, unless it is kept. */
export interface DirectoryUser {
  readonly stableId: string;
  readonly dn: string;
  readonly fields: Readonly<Partial<Record<UserField, string | null>>>;
  /** Values mapped to `attributes.<name>`. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The fields that keep their present value; they are empty for a new user. @default none */
  readonly kept?: readonly MappingTarget[];
  /** Why fields of `kept` have no valid value, one for each; those without any value have none. @default none */
  readonly skipped?: readonly FieldProblem[];
  /**
   * The values of which a field takes one, where an entry has several in an order that the server chose. The first one is also in
   * the fields or attributes, but a present value that is among them stays. @default none
   */
  readonly choices?: Readonly<Partial<Record<MappingTarget, readonly string[]>>>;
}

/** Why a field of an entry cannot be synchronized. */
export interface FieldProblem {
  readonly code: ProblemCode;
  readonly params: Readonly<Record<string, string | number>>;
  /** The beginning of the value that is not valid; null or absent where no value is to blame, and for secrets. See `shownValue`. */
  readonly value?: string | null | undefined;
}

/** Why an entry cannot be synchronized. Reported by mapping, by the plan or by the database; one per entry. */
export interface EntryProblem extends FieldProblem {
  readonly dn: string;
  readonly stableId: string | null;
}

export type Mapped = { readonly ok: true; readonly user: DirectoryUser };
export type Rejected = { readonly ok: false; readonly problem: EntryProblem };
