import { describe, expect, it } from 'vitest';

import { parseLdapUrl, ldapUrlViolation } from '../../../src/settings/rules/ldap-url.js';

describe('an LDAP URL', () => {
  it.each([
    ['ldap://localhost', 'ldap', 'localhost', 389],
    ['ldaps://directory.example.org', 'ldaps', 'directory.example.org', 636],
    ['LDAP://10.0.0.1:1389/', 'ldap', '10.0.0.1', 1389],
    ['ldap://[::1]:3389', 'ldap', '::1', 3389],
    ['ldap://dc_1.corp.example', 'ldap', 'dc_1.corp.example', 389],
  ])('"%s" is parsed', (url, scheme, host, port) => {
    expect(ldapUrlViolation(url)).toBeUndefined();
    expect(parseLdapUrl(url)).toEqual({ scheme, host, port });
  });

  it.each([
    ['', 'ldapUrlScheme'],
    ['localhost:389', 'ldapUrlScheme'],
    ['http://localhost', 'ldapUrlScheme'],
    ['ldapi:///var/run', 'ldapUrlScheme'],
    ['ldap://', 'ldapUrlHost'],
    ['ldap://:389', 'ldapUrlHost'],
    ['ldap://a b', 'ldapUrlHost'],
    ['ldap://example.org\n', 'ldapUrlHost'],
    ['ldap://[::zz]', 'ldapUrlHost'],
    ['ldap://[1.2.3.4]', 'ldapUrlHost'],
    ['ldap://host:0', 'ldapUrlPort'],
    ['ldap://host:65536', 'ldapUrlPort'],
    ['ldap://host:', 'ldapUrlPort'],
    ['ldap://host:abc', 'ldapUrlHost'],
    ['ldap://cn=admin:secret@host', 'ldapUrlCredentials'],
    ['ldap://host/dc=example,dc=org', 'ldapUrlPath'],
    ['ldap://host/?uid?sub', 'ldapUrlPath'],
    ['ldap://host#x', 'ldapUrlPath'],
  ])('"%s" is refused as %s', (url, code) => {
    expect(ldapUrlViolation(url)?.code).toBe(code);
  });
});
