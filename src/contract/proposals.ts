import type { CertificateDescription } from './certificates.js';
import type { DomainControllerList, DomainControllersRequest } from './domain-controllers.js';
import type { TreeLevel, TreeRequest } from './directory-tree.js';
import type { ActiveRuleName } from './active-rules.js';
import type { UserField } from './user-binding.js';

/** How many entries a search finds, counted without attributes and for a limited time. */
export interface EntryCount {
  readonly count: number;
  /** Whether the time or a limit of the server ended the count, so that there may be more. */
  readonly isAtLeast: boolean;
}

/** A tree of the directory. */
export interface ProposedBase {
  readonly dn: string;
  /** The people in it, by the person filter of the product, of given bases by the filter; null if the server refuses the search. */
  readonly people: EntryCount | null;
  /** Whether searches should begin there. */
  readonly isProposed: boolean;
}

/** How many of the sampled entries have an attribute. */
export interface AttributeShare {
  readonly attribute: string;
  readonly entries: number;
  /** At most three different values, shortened and safe to show. Empty for secrets. */
  readonly values: readonly string[];
}

/** A row of the mapping. */
export interface ProposedRow extends AttributeShare {
  readonly field: UserField;
  readonly required: boolean;
}

/**
 * What is worth knowing about what was found:
 *
 * - `NOBODY_FOUND`: no entry matches;
 * - `COMPUTERS_MATCHED`, `OTHERS_MATCHED`: the filter also matches computers, or entries that the person filter does not;
 * - `PEOPLE_MISSED`: the person filter matches entries that the filter does not;
 * - `INACTIVE_SAMPLED`: active rules exclude some of the sample;
 * - `STABLE_ID_MISSING`: entries of the sample show no stable id;
 * - `GLOBAL_CATALOG`: the server has only a part of the attributes;
 * - `PRODUCT_UNKNOWN`: the root DSE does not tell the product;
 * - `SCHEMA_HIDDEN`: the bind user cannot read the schema.
 */
export const PROPOSAL_NOTES = [
  'NOBODY_FOUND',
  'COMPUTERS_MATCHED',
  'OTHERS_MATCHED',
  'PEOPLE_MISSED',
  'INACTIVE_SAMPLED',
  'STABLE_ID_MISSING',
  'GLOBAL_CATALOG',
  'PRODUCT_UNKNOWN',
  'SCHEMA_HIDDEN',
] as const;
export type ProposalNoteCode = (typeof PROPOSAL_NOTES)[number];

/** `proposal:notes.<code>` in `i18n/` is the sentence. */
export interface ProposalNote {
  readonly code: ProposalNoteCode;
  readonly params: Readonly<Record<string, string | number>>;
}

/** To how many of the entries that the filter finds active rules apply. Several may apply to one. */
export interface ActiveRuleFigures {
  /** The entries that were looked at: all, or those that could be read within a limited time. */
  readonly examined: EntryCount;
  /** In the order in which they are applied. */
  readonly rules: readonly { readonly rule: ActiveRuleName; readonly isOn: boolean; readonly excluded: number }[];
}

/** What a directory proposes, from an address, a user and a password. */
export interface DirectoryProposal {
  /** The server that answered. */
  readonly server: string;
  /** As in the settings, such as `activeDirectory`. */
  readonly dialect: string;
  /** The product, as its makers write it. */
  readonly product: string;
  readonly bases: readonly ProposedBase[];
  /** The filter that was given, else the person filter of the product (RFC 4515). */
  readonly filter: string;
  /** What the filter finds in the bases; null if the server refuses the search. */
  readonly matches: EntryCount | null;
  readonly notes: readonly ProposalNote[];
  /** How many entries were examined: those that the active rules do not exclude. */
  readonly sampled: number;
  /** Some of them, as people call them. */
  readonly sample: readonly { readonly dn: string; readonly name: string }[];
  /** Which active rules of the product are in force. */
  readonly activeRules: readonly ActiveRuleName[];
  /** What each active rule of the product excludes, be it on or off. Hosts before 0.5.0 do not tell. */
  readonly activeRuleFigures?: ActiveRuleFigures;
  /** The attribute that identifies entries, and how many of the sample have it; null if none has one. */
  readonly stableId: { readonly attribute: string; readonly entries: number } | null;
  readonly mapping: readonly ProposedRow[];
  /** Attributes that entries have and that no row reads, without those for the server's own use. */
  readonly unmapped: readonly AttributeShare[];
  /** User fields that no row fills. */
  readonly unfilled: readonly UserField[];
  /** Further attributes that the schema allows for such entries, without those for the server's own use. */
  readonly names: readonly string[];
}

export interface ProposalRequest {
  /** Unsaved settings, all or a part, as in a save. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Where to search. @default the trees that the directory proposes */
  readonly bases?: readonly string[];
  /** A filter to judge. @default the person filter of the product */
  readonly filter?: string;
}

/** One certificate of a chain. */
export interface PresentedCertificate extends CertificateDescription {
  /** The DNS names and addresses that it is made out to. */
  readonly names: readonly string[];
  /** Whether it may sign others. */
  readonly isAuthority: boolean;
  /** The certificate, as `dataPool.tls.ca` takes it. */
  readonly pem: string;
}

/** What a server presents when TLS starts. */
export interface PresentedChain {
  readonly url: string;
  /** The name for which the certificate must be valid. */
  readonly name: string;
  /** The certificate of the server first. */
  readonly certificates: readonly PresentedCertificate[];
  /** What is wrong with it: codes of the step `tls` of the connection check. Empty: it is accepted. */
  readonly problems: readonly string[];
  /**
   * The certificate to trust, as `dataPool.tls.ca`, so that the chain is trusted: the last one. A server need not present its
   * authority: its own certificate is then trusted until it is replaced, with what it issues if it is an authority itself
   * (`isAuthority`). Null if the chain is trusted, or if that remedies nothing, as for one that has expired.
   */
  readonly authority: PresentedCertificate | null;
}

/** Set-up of a data pool: what a directory is and offers. */
export abstract class BatchSyncProposals {
  /**
   * The containers directly below one, with the number of people in each, for those who choose bases and exclusions. Ends
   * within 20 seconds. Throws as `propose`.
   */
  abstract tree(job: string, request: TreeRequest): Promise<TreeLevel>;

  /**
   * Asks the directory what to enter. Writes nothing, and ends within 20 seconds. Throws `SETTINGS_INVALID`,
   * `SETTINGS_MISSING`, `SECRET_UNREADABLE`, or the `LDAP_` error at which it ended.
   */
  abstract propose(job: string, request: ProposalRequest): Promise<DirectoryProposal>;

  /**
   * Starts TLS at the first server of the data pool that answers and returns what it presents, without signing in. Throws
   * as `propose`; `LDAP_TLS_FAILED` if the data pool does not use TLS, or the server offers none.
   */
  abstract certificates(job: string, settings?: Readonly<Record<string, unknown>>): Promise<PresentedChain>;

  /**
   * The domain controllers of Active Directory that the data pool could use: those that DNS names, else those that the
   * directory names. Ends within 20 seconds. Throws `DOMAIN_CONTROLLERS_NOT_FOUND`, or as `propose`.
   */
  abstract domainControllers(job: string, request: DomainControllersRequest): Promise<DomainControllerList>;

  /** What is in a PEM text, for people. Certificates that cannot be read are left out. */
  abstract describeCertificates(pem: string): readonly CertificateDescription[];
}
