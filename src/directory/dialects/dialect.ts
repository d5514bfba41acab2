import type { ActiveRuleName } from '../../contract/active-rules.js';
import type { UserField } from '../../contract/user-binding.js';

/** An attribute whose value never changes and is never reused for another entry. */
export interface StableIdAttribute {
  readonly name: string;
  /** Canonical text of the value; undefined when the value is not a valid id. */
  readonly canonical: (value: string | Uint8Array) => string | undefined;
}

/** One of the directory's own flags that says that someone is not active. */
export interface ActiveRule {
  readonly name: ActiveRuleName;
  /** The attribute to request; `DN` for the name of the entry. */
  readonly attribute: string;
  /** Whether an entry with this value is not active at that time. One of several values is enough. */
  readonly excludes: (value: string, at: Date) => boolean;
}

/** The name of an entry, where a rule has an attribute. */
export const DN = 'dn';

/** How a product writes points in time: generalizedTime (RFC 4517 3.3.13), or 100 nanoseconds since 1601 (MS-DTYP 2.3.3). */
export type TimeFormat = 'generalizedTime' | 'fileTime';

/** What differs between directory products. Nothing else in the add-on asks which product a directory is. */
export interface Dialect {
  /** As in the settings. */
  readonly id: string;
  /** The product, as its makers write it. */
  readonly name: string;
  /** All are requested; the first one that an entry has is used. */
  readonly stableIds: readonly StableIdAttribute[];
  /** A filter that finds people (RFC 4515). */
  readonly personFilter: string;
  /** Applied in this order; the first one that excludes an entry is the reason. */
  readonly activeRules: readonly ActiveRule[];
  /** Attributes by which people call someone, the most telling first. */
  readonly nameAttributes: readonly string[];
  /** The attribute that usually holds what a user field holds. */
  readonly defaultMapping: Readonly<Partial<Record<UserField, string>>>;
  /** Names of attributes that entries have for the server's own use. */
  readonly ownAttributes: RegExp;
  /** By attribute, for attributes that hold points in time. */
  readonly timeFormats: Readonly<Record<string, TimeFormat>>;
  /** How the limits of searches are raised: a key of `directory:limits` in `i18n/`. */
  readonly limitRemedy?: string;
  /** Whether the holder of a certificate is signed in by the handshake of LDAPS, without a bind (MS-ADTS 5.1.1.2). @default false */
  readonly signsInByHandshake?: boolean;
  /** When an entry was created. @default 'createTimestamp' (RFC 4512 section 3.4.2) */
  readonly created?: string;
  /** When an entry was last changed. @default 'modifyTimestamp' (RFC 4512 section 3.4.4) */
  readonly modified?: string;
}
