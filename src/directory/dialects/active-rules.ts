import { type ActiveRule, DN } from './dialect.js';
import { hasPassed } from './file-time.js';

/** UF_ACCOUNTDISABLE of MS-ADTS 2.2.16. */
const ACCOUNT_DISABLED = 0x2;
const NUMBER = /^-?\d{1,10}$/;

/** A bit of a number that may have any other bits as well. */
const hasBit = (value: string, bit: number) => NUMBER.test(value) && (Number(value) & bit) !== 0;

/** Active Directory. */
export const ACTIVE_DIRECTORY_RULES: readonly ActiveRule[] = [
  { name: 'computers', attribute: 'objectClass', excludes: (value) => value.toLowerCase() === 'computer' },
  // MS-ADTS 3.1.1.5.1.3: the RDN of the entry that loses gets a line feed, "CNF:" and its objectGUID. A line feed may be
  // written as it is (RFC 4514 section 2.4), escaped by a backslash, or as its code.
  { name: 'conflicts', attribute: DN, excludes: (dn) => /^(?:[^,\\]|\\.)*?(?:\\0A|\\?\n)CNF:/i.test(dn) },
  // MS-SAMR 3.1.1.8.4: a second account with the same name is renamed so.
  { name: 'conflicts', attribute: 'sAMAccountName', excludes: (value) => /^\$DUPLICATE-[0-9a-f]+$/i.test(value) },
  { name: 'disabled', attribute: 'userAccountControl', excludes: (value) => hasBit(value, ACCOUNT_DISABLED) },
  { name: 'expired', attribute: 'accountExpires', excludes: hasPassed },
];

/** 389 Directory Server. The attribute is operational. */
export const DIRECTORY_SERVER_RULES: readonly ActiveRule[] = [
  { name: 'disabled', attribute: 'nsAccountLock', excludes: (value) => value.trim().toLowerCase() === 'true' },
];

const PROVISIONING = /(?:^|,)cn=(?:staged|deleted) users,cn=accounts,cn=provisioning,/i;

/** FreeIPA: people who are prepared, and those who are preserved after their deletion, are outside the container of users. */
export const FREE_IPA_RULES: readonly ActiveRule[] = [
  { name: 'provisioning', attribute: DN, excludes: (dn) => PROVISIONING.test(dn) },
  ...DIRECTORY_SERVER_RULES,
];

/** Locked until an administrator unlocks it (draft-behera-ldap-password-policy section 5.3.3). */
const LOCKED_FOR_GOOD = '000001010000Z';

/**
 * OpenLDAP with the overlay ppolicy: slapo-ppolicy(5). The attribute is operational. Any other time is that of a lock after
 * wrong passwords: it stays until the next successful bind, so it does not say that someone has left.
 */
export const OPEN_LDAP_RULES: readonly ActiveRule[] = [
  { name: 'locked', attribute: 'pwdAccountLockedTime', excludes: (value) => value.trim() === LOCKED_FOR_GOOD },
];
