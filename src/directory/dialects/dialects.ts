import type { DialectChoice } from '../../settings/schema/data-pool-settings.js';
import { ACTIVE_DIRECTORY_RULES, DIRECTORY_SERVER_RULES, FREE_IPA_RULES, OPEN_LDAP_RULES } from './active-rules.js';
import { ACTIVE_DIRECTORY_USER, FREE_IPA_PERSON, INET_ORG_PERSON } from './default-mappings.js';
import type { Dialect, StableIdAttribute } from './dialect.js';
import {
  ACTIVE_DIRECTORY_ATTRIBUTES,
  OPEN_LDAP_ATTRIBUTES,
  OWN_ATTRIBUTES,
  SERVER_389_ATTRIBUTES,
} from './own-attributes.js';
import { mixedEndianGuid, nsUniqueIdText, uuidText } from './stable-id.js';

const OBJECT_GUID: StableIdAttribute = { name: 'objectGUID', canonical: mixedEndianGuid };
const IPA_UNIQUE_ID: StableIdAttribute = { name: 'ipaUniqueID', canonical: uuidText };
const NS_UNIQUE_ID: StableIdAttribute = { name: 'nsUniqueId', canonical: nsUniqueIdText };
const ENTRY_UUID: StableIdAttribute = { name: 'entryUUID', canonical: uuidText };

const PERSON_FILTER = '(objectClass=inetOrgPerson)';
const NAME_ATTRIBUTES = ['displayName', 'cn', 'uid', 'mail'];
/** RFC 4512 section 3.4. */
const OPERATIONAL_TIMES = { createTimestamp: 'generalizedTime', modifyTimestamp: 'generalizedTime' } as const;

/** Attributes of the root DSE (RFC 4512 section 5.1) by which products are recognized. */
export const ROOT_DSE_ATTRIBUTES = [
  'objectClass',
  'vendorName',
  'supportedCapabilities',
  'supportedControl',
  'namingContexts',
  'defaultNamingContext',
  'subschemaSubentry',
  'configurationNamingContext',
  'ipaTopologyPluginVersion',
];

export type RootDse = ReadonlyMap<string, readonly string[]>;

interface KnownDialect extends Dialect {
  readonly id: DialectChoice;
  /** @param root attributes of the root DSE, with names in lower case. */
  readonly recognizes: (root: RootDse) => boolean;
}

const has = (root: RootDse, attribute: string, value: RegExp) =>
  (root.get(attribute) ?? []).some((each) => value.test(each));

/**
 * In the order in which they are tried: FreeIPA contains a 389 Directory Server. A new dialect is a further entry. The last
 * one is for a product that is not recognized: its ids are in the order that yields the same one as the dialect of the product
 * would, as 389 and FreeIPA have an entryUUID besides their own id.
 */
const DIALECTS: readonly KnownDialect[] = [
  {
    id: 'activeDirectory',
    name: 'Active Directory',
    stableIds: [OBJECT_GUID],
    // Built-in accounts such as krbtgt are critical; computers are of another category.
    personFilter: '(&(objectCategory=person)(objectClass=user)(!(isCriticalSystemObject=TRUE)))',
    activeRules: ACTIVE_DIRECTORY_RULES,
    ownAttributes: ACTIVE_DIRECTORY_ATTRIBUTES,
    nameAttributes: ['displayName', 'cn', 'userPrincipalName', 'sAMAccountName', 'mail'],
    defaultMapping: ACTIVE_DIRECTORY_USER,
    timeFormats: {
      accountExpires: 'fileTime',
      lastLogonTimestamp: 'fileTime',
      pwdLastSet: 'fileTime',
      whenCreated: 'generalizedTime',
      whenChanged: 'generalizedTime',
    },
    limitRemedy: 'activeDirectory',
    signsInByHandshake: true,
    created: 'whenCreated',
    modified: 'whenChanged',
    // MS-ADTS 3.1.1.3.4.3: LDAP_CAP_ACTIVE_DIRECTORY_OID and ..._ADAM_OID
    recognizes: (root) => has(root, 'supportedcapabilities', /^1\.2\.840\.113556\.1\.4\.(?:800|1851)$/),
  },
  {
    id: 'freeIpa',
    name: 'FreeIPA',
    stableIds: [IPA_UNIQUE_ID],
    personFilter: PERSON_FILTER,
    activeRules: FREE_IPA_RULES,
    ownAttributes: SERVER_389_ATTRIBUTES,
    nameAttributes: NAME_ATTRIBUTES,
    defaultMapping: FREE_IPA_PERSON,
    timeFormats: { ...OPERATIONAL_TIMES, krbPasswordExpiration: 'generalizedTime' },
    limitRemedy: 'directoryServer',
    recognizes: (root) => has(root, 'ipatopologypluginversion', /./),
  },
  {
    id: 'directoryServer',
    name: '389 Directory Server',
    stableIds: [NS_UNIQUE_ID],
    personFilter: PERSON_FILTER,
    activeRules: DIRECTORY_SERVER_RULES,
    ownAttributes: SERVER_389_ATTRIBUTES,
    nameAttributes: NAME_ATTRIBUTES,
    defaultMapping: INET_ORG_PERSON,
    timeFormats: OPERATIONAL_TIMES,
    limitRemedy: 'directoryServer',
    recognizes: (root) => has(root, 'vendorname', /389 Project|Red Hat/i),
  },
  {
    id: 'openLdap',
    name: 'OpenLDAP',
    stableIds: [ENTRY_UUID],
    personFilter: PERSON_FILTER,
    activeRules: OPEN_LDAP_RULES,
    ownAttributes: OPEN_LDAP_ATTRIBUTES,
    nameAttributes: NAME_ATTRIBUTES,
    defaultMapping: INET_ORG_PERSON,
    timeFormats: { ...OPERATIONAL_TIMES, pwdAccountLockedTime: 'generalizedTime' },
    limitRemedy: 'openLdap',
    recognizes: (root) => has(root, 'objectclass', /^OpenLDAProotDSE$/i),
  },
  {
    id: 'ldap',
    name: 'LDAP',
    stableIds: [OBJECT_GUID, IPA_UNIQUE_ID, NS_UNIQUE_ID, ENTRY_UUID],
    personFilter: '(objectClass=person)',
    activeRules: [...ACTIVE_DIRECTORY_RULES, ...FREE_IPA_RULES, ...OPEN_LDAP_RULES],
    ownAttributes: OWN_ATTRIBUTES,
    nameAttributes: NAME_ATTRIBUTES,
    defaultMapping: INET_ORG_PERSON,
    timeFormats: { ...OPERATIONAL_TIMES, accountExpires: 'fileTime' },
    recognizes: () => true,
  },
];

/** @param choice that of the settings; `automatic` recognizes the product by its root DSE. */
export function dialectOf(root: RootDse, choice: DialectChoice = 'automatic'): Dialect {
  const isMeant = ({ id, recognizes }: KnownDialect) => (choice === 'automatic' ? recognizes(root) : id === choice);
  return DIALECTS.find(isMeant) as KnownDialect;
}
