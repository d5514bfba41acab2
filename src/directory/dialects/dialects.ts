import { mixedEndianGuid, nsUniqueIdText, uuidText } from './stable-id.js';

/** An attribute that never changes and is never given to another entry. */
export interface StableIdAttribute {
  readonly name: string;
  /** Canonical text of the value; undefined when it is none. */
  readonly canonical: (value: string | Uint8Array) => string | undefined;
}

/** What differs between directory products. */
export interface Dialect {
  readonly name: string;
  /** Asked for all; the first one that an entry shows counts. */
  readonly stableIds: readonly StableIdAttribute[];
}

const OBJECT_GUID: StableIdAttribute = { name: 'objectGUID', canonical: mixedEndianGuid };
const IPA_UNIQUE_ID: StableIdAttribute = { name: 'ipaUniqueID', canonical: uuidText };
const NS_UNIQUE_ID: StableIdAttribute = { name: 'nsUniqueId', canonical: nsUniqueIdText };
const ENTRY_UUID: StableIdAttribute = { name: 'entryUUID', canonical: uuidText };

/** Attributes of the root DSE (RFC 4512 section 5.1) that tell products apart. */
export const ROOT_DSE_ATTRIBUTES = [
  'objectClass',
  'vendorName',
  'supportedCapabilities',
  'supportedControl',
  'ipaTopologyPluginVersion',
];

export type RootDse = ReadonlyMap<string, readonly string[]>;

interface KnownDialect extends Dialect {
  readonly recognizes: (root: RootDse) => boolean;
}

const has = (root: RootDse, attribute: string, value: RegExp) =>
  (root.get(attribute) ?? []).some((one) => value.test(one));

const KNOWN: readonly KnownDialect[] = [
  {
    name: 'Active Directory',
    stableIds: [OBJECT_GUID],
    // MS-ADTS 3.1.1.3.4.3: LDAP_CAP_ACTIVE_DIRECTORY_OID and ..._ADAM_OID
    recognizes: (root) => has(root, 'supportedcapabilities', /^1\.2\.840\.113556\.1\.4\.(?:800|1851)$/),
  },
  {
    name: 'FreeIPA',
    stableIds: [IPA_UNIQUE_ID],
    recognizes: (root) => has(root, 'ipatopologypluginversion', /./),
  },
  {
    name: '389 Directory Server',
    stableIds: [NS_UNIQUE_ID],
    recognizes: (root) => has(root, 'vendorname', /389 Project|Red Hat/i),
  },
  {
    name: 'OpenLDAP',
    stableIds: [ENTRY_UUID],
    recognizes: (root) => has(root, 'objectclass', /^OpenLDAProotDSE$/i),
  },
];

/**
 * A product that does not show itself. The order gives the same id as its dialect would: 389 and FreeIPA have an
 * entryUUID beside their own id, so that one comes last.
 */
const UNKNOWN: Dialect = { name: 'LDAP', stableIds: [OBJECT_GUID, IPA_UNIQUE_ID, NS_UNIQUE_ID, ENTRY_UUID] };

export function dialectOf(root: RootDse): Dialect {
  return KNOWN.find(({ recognizes }) => recognizes(root)) ?? UNKNOWN;
}
