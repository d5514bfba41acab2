import { expect, it } from 'vitest';

import { beginningOf, offendingValue, shownValue } from '../../../src/mapping/offending-value.js';

const NAMES = { attribute: 'mail', field: 'email' } as const;
const shown = (value: string | Uint8Array) => shownValue(offendingValue(value, NAMES) ?? '');

it('shows a value as it is', () => {
  expect(shown('ada@@example.org Åsa 李 😀')).toBe('ada@@example.org Åsa 李 😀');
});

it.each([
  ['a line break', 'a\nb', String.raw`a\u000ab`],
  ['an escape sequence', '\u001B[31m', String.raw`\u001b[31m`],
  ['a mark that reverses the direction', 'a\u202Eb', String.raw`a\u202eb`],
  ['a character without width', 'a\u200Bb', String.raw`a\u200bb`],
  ['a filler', 'a\u3164b', String.raw`a\u3164b`],
  ['a tag', 'a\u{E0041}b', String.raw`a\udb40\udc41b`],
  ['a NUL', 'a\0b', String.raw`a\u0000b`],
  ['half a character', 'a\uD800b', String.raw`a\ud800b`],
])('shows %s as an escape', (_, value, expected) => {
  expect(shown(value)).toBe(expected);
});

it('shows text in another encoding', () => {
  expect(shown(Uint8Array.from([0x4d, 0xfc, 0x6c, 0x00]))).toBe(String.raw`M\xfcl\x00`);
});

it.each([
  ['200 characters', 'x'.repeat(200), 'x'.repeat(200)],
  ['201 characters', 'x'.repeat(201), `${'x'.repeat(200)}…`],
  ['201 emoji', '😀'.repeat(201), `${'😀'.repeat(200)}…`],
  ['a megabyte', 'x'.repeat(1_000_000), `${'x'.repeat(200)}…`],
])('shows at most 200 characters of %s', (_, value, expected) => {
  expect(shown(value)).toBe(expected);
});

it('keeps only the beginning', () => {
  expect(beginningOf('😀'.repeat(1000))).toBe('😀'.repeat(201));
  expect(offendingValue(new Uint8Array(1_000_000), NAMES)?.length).toBeLessThanOrEqual(201);
});

it.each([
  'userPassword',
  'userpassword;binary',
  'unicodePwd',
  'sambaNTPassword',
  'krbPrincipalKey',
  'ipaNTHash',
  'msDS-ManagedPassword',
  'ms-Mcs-AdmPwd',
  'nsSymmetricKey',
  'userPKCS12',
  'supplementalCredentials',
  '2.5.4.35',
  '1.2.840.113556.1.4.90',
])('keeps nothing of %s', (attribute) => {
  expect(offendingValue('{SSHA}abc', { attribute, field: 'comment' })).toBeNull();
});

it('keeps nothing of a value in the JSON attributes whose name says that it is a secret', () => {
  expect(offendingValue('abc', { attribute: 'info', field: 'attributes.password' })).toBeNull();
});

it.each(['mail', 'sn', 'physicalDeliveryOfficeName', 'employeeNumber', 'description', 'roomNumber', 'title'])(
  'keeps values of %s',
  (attribute) => {
    expect(offendingValue('abc', { attribute, field: 'comment' })).toBe('abc');
  },
);

it.each(['pwdLastSet', 'tokenGroups', 'badPwdCount', 'pwdChangedTime', 'krbPasswordExpiration', 'entry.pwdLastSet[0]'])(
  'keeps values of %s, which is no secret',
  (attribute) => {
    expect(offendingValue('x', { attribute, field: 'comment' })).toBe('x');
  },
);
