import fc from 'fast-check';
import { expect, it } from 'vitest';

import { firstNameOf, namesOf } from '../../../src/host/web/admin/containers/container-names.js';
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
  'cn=a',
];

it('pages compare DNs as the host does', () => {
  const name = fc.constantFrom(...SPELLINGS);
  const dn = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join(', '));
  fc.assert(
    fc.property(dn, dn, (one, other) => {
      const areSame = JSON.stringify(namesOf(one)) === JSON.stringify(namesOf(other));
      expect(areSame).toBe(comparableName(one) === comparableName(other));
    }),
  );
});

it('the first name is that of the container', () => {
  expect(firstNameOf(String.raw`ou=Zürich\, Süd,dc=example`)).toBe(String.raw`ou=Zürich\, Süd`);
  expect(namesOf('')).toEqual([]);
});
