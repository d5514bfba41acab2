import type { UserField } from '../../contract/user-binding.js';
import type { Dialect } from './dialect.js';

type DefaultMapping = Dialect['defaultMapping'];

/** inetOrgPerson (RFC 2798). */
export const INET_ORG_PERSON: DefaultMapping = {
  userName: 'uid',
  firstName: 'givenName',
  lastName: 'sn',
  displayName: 'displayName',
  email: 'mail',
  phone: 'telephoneNumber',
  mobile: 'mobile',
  employeeNumber: 'employeeNumber',
  title: 'title',
  department: 'departmentNumber',
  organization: 'o',
  organizationalUnit: 'ou',
  location: 'l',
  commonName: 'cn',
  comment: 'description',
};

/** FreeIPA, whose people have a Kerberos principal. */
export const FREE_IPA_PERSON: DefaultMapping = { ...INET_ORG_PERSON, principalName: 'krbPrincipalName' };

/** The class user of Active Directory (MS-ADSC 2.263). */
export const ACTIVE_DIRECTORY_USER: DefaultMapping = {
  ...INET_ORG_PERSON,
  userName: 'sAMAccountName',
  principalName: 'userPrincipalName',
  employeeNumber: 'employeeID',
  department: 'department',
  organization: 'company',
};

/** Further attributes that may hold what a user field holds, in any product. */
export const ALTERNATIVES: Readonly<Partial<Record<UserField, readonly string[]>>> = {
  userName: ['uid', 'sAMAccountName', 'cn'],
  displayName: ['cn'],
  email: ['mailPrimaryAddress', 'mailLocalAddress'],
  phone: ['ipPhone'],
  mobile: ['otherMobile'],
  employeeNumber: ['employeeNumber', 'employeeID'],
  department: ['department', 'departmentNumber', 'division'],
  organization: ['company', 'o'],
  organizationalUnit: ['ou'],
  location: ['l', 'physicalDeliveryOfficeName', 'roomNumber'],
  principalName: ['userPrincipalName', 'krbPrincipalName'],
  comment: ['info'],
};
