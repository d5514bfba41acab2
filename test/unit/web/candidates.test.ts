import { expect, it } from 'vitest';

import { candidatesOf } from '../../../src/host/web/admin/set-up/candidates.js';

const urls = (typed: string, isEncrypted = true) =>
  candidatesOf(typed, isEncrypted).map(({ url, mode }) => `${url} ${mode}`);

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

it('only who asks for it connects without encryption', () => {
  for (const typed of ['dc1', 'dc1:389', 'ldap://dc1', 'dc1:3268']) {
    expect(candidatesOf(typed, true).some(({ mode }) => mode === 'none')).toBe(false);
    expect(candidatesOf(typed, false).map(({ mode }) => mode)).toEqual(['none']);
  }
  expect(urls('ldaps://dc1', false)).toEqual(['ldaps://dc1 ldaps']);
  expect(urls('dc1', false)).toEqual(['ldap://dc1 none']);
});
