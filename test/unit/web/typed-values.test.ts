import { expect, it } from 'vitest';

import { lineWithoutAttribute, typedValues } from '../../../src/host/web/admin/person-preview/typed-values.js';

it('reads a value from each line that names an attribute, and the DN', () => {
  expect(typedValues('mail: a@x:1\n mail :b\n\nno name\ncn;lang-de:  Ada \nDN: uid=ada,dc=x\n: x')).toEqual({
    values: { mail: ['a@x:1', 'b'], 'cn;lang-de': [' Ada '] },
    dn: 'uid=ada,dc=x',
  });
  expect(typedValues('')).toEqual({ values: {} });
});

it('takes any name of an attribute', () => {
  const { values } = typedValues('__proto__: x\nconstructor: y');
  expect(Object.entries(values ?? {})).toEqual([
    ['__proto__', ['x']],
    ['constructor', ['y']],
  ]);
});

it('names the first line that has no attribute', () => {
  expect(lineWithoutAttribute('mail: a\n  \nsn Lovelace\nx')).toBe(3);
  expect(lineWithoutAttribute(': x')).toBe(1);
  expect(lineWithoutAttribute('mail:\n')).toBeUndefined();
});
