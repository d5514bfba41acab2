/** Attributes that every directory has for itself (RFC 4512 section 3.4). */
const COMMON =
  'objectClass|structuralObjectClass|createTimestamp|modifyTimestamp|creatorsName|modifiersName|subschemaSubentry|entryDN|' +
  'entryUUID|hasSubordinates|numSubordinates';

/** OpenLDAP: slapd-config(5), slapo-ppolicy(5). */
const OPEN_LDAP = 'entryCSN|contextCSN|olc.*|pwd.*|authTimestamp';

/** 389 Directory Server and FreeIPA. */
const SERVER_389 =
  'nsUniqueId|nsds.*|nsRole.*|nsAccountLock|nsSizeLimit|nsTimeLimit|nsLookThroughLimit|nsPagedLookThroughLimit|nsIdleTimeout|' +
  'entryid|entryusn|parentid|aci|tombstone.*|password.*|mepManagedEntry|ipaUniqueID|ipaNT.*|krbExtraData|krbLast.*|krbLogin.*|' +
  'krbPassword.*|krbPrincipalKey|krbTicketFlags';

/** MS-ADA1 to MS-ADA3: what the domain controller keeps for itself, and Exchange's own. */
const ACTIVE_DIRECTORY =
  'objectGUID|objectCategory|distinguishedName|name|instanceType|whenCreated|whenChanged|uSN.*|dSCorePropagationData|' +
  'nTSecurityDescriptor|replPropertyMetaData|replUpToDateVector|badPwdCount|badPasswordTime|codePage|countryCode|lastLogon.*|' +
  'lastLogoff|logonCount|logonHours|pwdLastSet|primaryGroupID|sAMAccountType|userAccountControl|accountExpires|adminCount|' +
  'lockoutTime|isCriticalSystemObject|isDeleted|isRecycled|showInAdvancedViewOnly|garbageCollPeriod|protocolSettings|' +
  'userParameters|msDS-.*|mS-DS-.*|msExch.*|msRTCSIP-.*|msTS.*|msPKI.*|msCOM-.*|msRADIUS.*|msNPAllowDialin|msRASSaved.*|frs.*|' +
  'fSMORoleOwner|systemFlags|wellKnownObjects|otherWellKnownObjects|bridgeheadServerListBL|netbootSCPBL|serverReferenceBL|' +
  'repsFrom|repsTo|allowed.*|canonicalName|parentGUID|possibleInferiors|structuralObjectClass|subRefs|tokenGroups.*|.*BL';

/** Of a directory whose product is not known. */
export const OWN_ATTRIBUTES = namesOf(COMMON, OPEN_LDAP, SERVER_389, ACTIVE_DIRECTORY);
export const OPEN_LDAP_ATTRIBUTES = namesOf(COMMON, OPEN_LDAP);
export const SERVER_389_ATTRIBUTES = namesOf(COMMON, SERVER_389);
export const ACTIVE_DIRECTORY_ATTRIBUTES = namesOf(COMMON, ACTIVE_DIRECTORY);

function namesOf(...alternatives: readonly string[]): RegExp {
  return new RegExp(`^(?:${alternatives.join('|')})$`, 'i');
}
