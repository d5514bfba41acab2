import { expect, it } from 'vitest';

import { firstNameOf, namesOf } from '../../../src/host/web/admin/containers/container-names.js';
import { synonymsOf } from '../../../src/mapping/attribute-synonyms.js';
import { comparableName } from '../../../src/mapping/comparable-name.js';

const SPELLINGS = [
  String.raw`ou=Zürich\, Süd`,
  String.raw`OU=zürich\2C  süd`,
  String.raw`ou= Zu\cc\88rich\, Süd`,
  String.raw`ou=Zürich\2c süd+l=x`,
  String.raw`L=X + ou=Zürich\, Süd`,
  String.raw`ou=a\+b`,
  String.raw`ou=a\2bb`,
  'ou=a+l=b',
  String.raw`ou=\20a`,
  'ou=a',
  String.raw`ou=a\\`,
  String.raw`ou=a\5C`,
  'ou=#040161',
  'OU= #0C0141 ',
  'ou=#1e020061',
  'ou=#040261',
  'ou=#0401FF',
  'ou=#0401ff',
  'ou=#3003020101',
  String.raw`ou=\#040161`,
  'cn=a',
  'organizationalUnitName=a',
  '2.5.4.11=A',
];
/** The attributes of RFC 4514 section 3. */
const NAMING = ['cn', 'l', 'st', 'o', 'ou', 'c', 'street', 'dc', 'uid'];

it('pages compare DNs as the host does', () => {
  const dns = [...SPELLINGS, ...SPELLINGS.map((name) => `${name} , ou=a\\+b,DC=example`), 'ou=b, ou=a\\2Bb,dc=example'];
  const pairs = dns.flatMap((one) => dns.map((other) => [one, other] as const));
  const areSame = (one: string, other: string) => JSON.stringify(namesOf(one)) === JSON.stringify(namesOf(other));
  const differing = pairs.filter(
    ([one, other]) => areSame(one, other) !== (comparableName(one) === comparableName(other)),
  );
  expect(differing).toEqual([]);
  expect(pairs.filter(([one, other]) => one !== other && areSame(one, other)).length).toBeGreaterThan(20);
});

it.each(NAMING)('pages know all names of %s', (type) => {
  const names = synonymsOf(type);
  expect(names.length).toBeGreaterThan(2);
  expect(new Set(names.map((name) => namesOf(`${name.toUpperCase()}=a`)[0])).size).toBe(1);
});

it('the first name is that of the container', () => {
  expect(firstNameOf(String.raw`ou=Zürich\, Süd,dc=example`)).toBe(String.raw`ou=Zürich\, Süd`);
  expect(namesOf('')).toEqual([]);
});
