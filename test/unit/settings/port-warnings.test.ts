import { expect, it } from 'vitest';

import { portWarnings } from '../../../src/settings/port-warnings.js';

it.each([
  ['ldaps://directory.example.org:389', 'Port 389 is usually the one of ldap://. The usual port of ldaps:// is 636.'],
  ['ldap://[::1]:636', 'Port 636 is usually the one of ldaps://. The usual port of ldap:// is 389.'],
  [
    'LDAPS://directory.example.org:3268',
    'Port 3268 is usually the one of ldap://. The usual port of ldaps:// is 3269.',
  ],
])('warns about %s', (url, message) => {
  expect(portWarnings(['ldap://a', url])).toMatchObject([
    { field: 'dataPool.urls.1', code: 'ldapUrlUnusualPort', message: expect.stringContaining(message) as string },
  ]);
});

it('accepts the usual ports, and ports that say nothing', () => {
  expect(
    portWarnings(['ldap://a', 'ldaps://a', 'ldap://a:389', 'ldaps://a:636', 'ldaps://a:3269', 'ldap://a:1636']),
  ).toEqual([]);
});
