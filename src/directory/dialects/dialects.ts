import { mixedEndianGuid, nsUniqueIdText, uuidText } from './stable-id.js';

/** An attribute whose value never changes and is never reused for another entry. */
export interface StableIdAttribute {
  readonly name: string;
  /** Canonical text of the value; undefined when the value is not a valid id. */
  readonly canonical: (value: string | Uint8Array) => string | undefined;
}

/** The differences between directory products. */
export interface Dialect {
  readonly name: string;
  /** All are requested; the first one that an entry has is used. */
  readonly stableIds: readonly StableIdAttribute[];
  /** How the limits of searches are raised: a key of `directory:limits` in `i18n/`. */
  readonly limitRemedy?: string;
}

const OBJECT_GUID: StableIdAttribute = { name: 'objectGUID', canonical: mixedEndianGuid };
const IPA_UNIQUE_ID: StableIdAttribute = { name: 'ipaUniqueID', canonical: uuidText };
const NS_UNIQUE_ID: StableIdAttribute = { name: 'nsUniqueId', canonical: nsUniqueIdText };
const ENTRY_UUID: StableIdAttribute = { name: 'entryUUID', canonical: uuidText };

/** Attributes of the root DSE (RFC 4512 section 5.1) by which products are recognized. */
export const ROOT_DSE_ATTRIBUTES = [
  'objectClass',
  'vendorName',
  'supportedCapabilities',
  'supportedControl',
  'namingContexts',
  'defaultNamingContext',
  'ipaTopologyPluginVersion',
];

export type RootDse = ReadonlyMap<string, readonly string[]>;

interface KnownDialect extends Dialect {
  /** @param root attributes of the root DSE, with names in lower case. */
  readonly recognizes: (root: RootDse) => boolean;
}

const has = (root: RootDse, attribute: string, value: RegExp) =>
  (root.get(attribute) ?? []).some((each) => value.test(each));

/** In the order in which they are tried: FreeIPA contains a 389 Directory Server. A new dialect is a further entry. */
const DIALECTS: readonly KnownDialect[] = [
  {
    name: 'Active Directory',
    stableIds: [OBJECT_GUID],
    limitRemedy: 'activeDirectory',
    // MS-ADTS 3.1.1.3.4.3: LDAP_CAP_ACTIVE_DIRECTORY_OID and ..._ADAM_OID
    recognizes: (root) => has(root, 'supportedcapabilities', /^1\.2\.840\.113556\.1\.4\.(?:800|1851)$/),
  },
  {
    name: 'FreeIPA',
    stableIds: [IPA_UNIQUE_ID],
    limitRemedy: 'directoryServer',
    recognizes: (root) => has(root, 'ipatopologypluginversion', /./),
  },
  {
    name: '389 Directory Server',
    stableIds: [NS_UNIQUE_ID],
    limitRemedy: 'directoryServer',
    recognizes: (root) => has(root, 'vendorname', /389 Project|Red Hat/i),
  },
  {
    name: 'OpenLDAP',
    stableIds: [ENTRY_UUID],
    limitRemedy: 'openLdap',
    recognizes: (root) => has(root, 'objectclass', /^OpenLDAProotDSE$/i),
  },
];

/**
 * For a product that is not recognized. The order yields the same id as the dialect of the product would: 389 and
 * FreeIPA have an entryUUID besides their own id, so entryUUID is last.
 */
const UNKNOWN: Dialect = { name: 'LDAP', stableIds: [OBJECT_GUID, IPA_UNIQUE_ID, NS_UNIQUE_ID, ENTRY_UUID] };

export function dialectOf(root: RootDse): Dialect {
  return DIALECTS.find(({ recognizes }) => recognizes(root)) ?? UNKNOWN;
}
