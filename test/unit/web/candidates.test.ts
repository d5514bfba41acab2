import { expect, it } from 'vitest';

import { candidatesOf } from '../../../src/host/web/admin/set-up/candidates.js';

const urls = (typed: string, isEncrypted = true, further: readonly string[] = []) =>
  candidatesOf({ address: typed, further }, isEncrypted).map(({ url, mode }) => `${url} ${mode}`);

it('an address without a scheme is tried with LDAPS, and then with StartTLS', () => {
  const both = ['ldaps://dc1.corp.example ldaps', 'ldap://dc1.corp.example starttls'];
  expect(urls(' dc1.corp.example ')).toEqual(both);
  expect(urls('localhost:1389')).toEqual(['ldaps://localhost:1389 ldaps', 'ldap://localhost:1389 starttls']);
  expect(urls('[::1]')).toEqual(['ldaps://[::1] ldaps', 'ldap://[::1] starttls']);
});

it('a usual port says which of the two it is', () => {
  expect(urls('dc1:636')).toEqual(['ldaps://dc1:636 ldaps']);
  expect(urls('gc:3269')).toEqual(['ldaps://gc:3269 ldaps']);
  expect(urls('dc1:389')).toEqual(['ldap://dc1:389 starttls']);
  expect(urls('gc:3268')).toEqual(['ldap://gc:3268 starttls']);
});

it('a scheme is taken as typed', () => {
  expect(urls('LDAPS://dc1')).toEqual(['LDAPS://dc1 ldaps']);
  expect(urls('ldap://dc1')).toEqual(['ldap://dc1 starttls']);
  expect(urls('https://dc1')).toEqual(['https://dc1 starttls']);
});

it('an address without a scheme has that of the further servers', () => {
  expect(urls('dc1', true, ['ldap://dc2'])).toEqual(['ldap://dc1 starttls']);
  expect(urls('dc1', true, ['LDAPS://dc2'])).toEqual(['ldaps://dc1 ldaps']);
  // The host refuses it, and says why.
  expect(urls('ldap://dc1', true, ['ldaps://dc2'])).toEqual(['ldap://dc1 starttls']);
});

it('only who asks for it connects without encryption', () => {
  for (const typed of ['dc1', 'dc1:389', 'ldap://dc1', 'dc1:3268']) {
    expect(urls(typed).some((each) => each.endsWith(' none'))).toBe(false);
    expect(urls(typed, false)).toEqual([expect.stringMatching(/ none$/)]);
  }
  expect(urls('ldaps://dc1', false)).toEqual(['ldaps://dc1 ldaps']);
  expect(urls('dc1', false)).toEqual(['ldap://dc1 none']);
});
