import type { UserField } from '../contract/user-binding.js';

/**
 * What the directory returned for one person.
 *
 * Attribute names are lower-cased; every attribute that was asked for and has a value is a list of strings, decoded as
 * UTF-8 (RFC 4512), or of bytes where the value is not valid UTF-8.
 */
export interface Entry {
  readonly dn: string;
  /** Canonical text of entryUUID, objectGUID, nsUniqueId or ipaUniqueID; undefined when the entry shows none. */
  readonly stableId: string | undefined;
  readonly attributes: Readonly<Record<string, readonly (string | Uint8Array)[]>>;
}

/** An entry after mapping. A field that is mapped and has no value is null: it will be cleared. */
export interface DirectoryUser {
  readonly stableId: string;
  readonly dn: string;
  readonly fields: Readonly<Partial<Record<UserField, string | null>>>;
  /** Anything further that is mapped (`attributes.<name>`). */
  readonly attributes: Readonly<Record<string, string>>;
}
