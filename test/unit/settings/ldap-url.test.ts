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
    ['localhost:389', 'ldapUrlSchemeMissing'],
    ['http://localhost', 'ldapUrlWeb'],
    ['ldapi:///var/run', 'ldapUrlScheme'],
    ['ldap://', 'ldapUrlHostMissing'],
    ['ldap://:389', 'ldapUrlHost'],
    ['ldap://a b', 'ldapUrlSeveral'],
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

  it.each([
    ['ldap://::1', 'ldapUrlBrackets', 'ldap://[::1]'],
    ['ldaps://fe80::1:2', 'ldapUrlBrackets', 'ldaps://[fe80::1:2]'],
    ['ldap.corp.example', 'ldapUrlSchemeMissing', 'ldap://ldap.corp.example'],
    ['dc1.corp.example:636', 'ldapUrlSchemeMissing', 'ldaps://dc1.corp.example:636'],
    ['//ldap.corp.example', 'ldapUrlSchemeMissing', 'ldap://ldap.corp.example'],
    ['::1', 'ldapUrlSchemeMissing', 'ldap://[::1]'],
    ['http://ldap.corp.example/', 'ldapUrlWeb', 'ldap://ldap.corp.example'],
    ['https://ldap.corp.example', 'ldapUrlWeb', 'ldap://ldap.corp.example'],
    ['ldap:/ldap.corp.example', 'ldapUrlSlashes', 'ldap://ldap.corp.example'],
    [String.raw`ldaps:\\ldap.corp.example`, 'ldapUrlSlashes', 'ldaps://ldap.corp.example'],
    ['ldap//ldap.corp.example', 'ldapUrlSlashes', 'ldap://ldap.corp.example'],
    ['ldap:ldap.corp.example:1389', 'ldapUrlSlashes', 'ldap://ldap.corp.example:1389'],
    ['ldap://host:1389/dc=example', 'ldapUrlPath', 'ldap://host:1389'],
  ])('"%s" is refused as %s, with %s as advice', (url, code, instead) => {
    expect(ldapUrlViolation(url)).toMatchObject({ code, params: { instead } });
    expect(ldapUrlViolation(instead)).toBeUndefined();
  });

  it.each(['ldap://a,ldap://b', 'ldap://a ldap://b', 'ldap://a;\nldap://b'])(
    '"%j" is refused as two addresses',
    (urls) => {
      expect(ldapUrlViolation(urls)).toEqual({ code: 'ldapUrlSeveral', params: { count: 2 } });
    },
  );
});
