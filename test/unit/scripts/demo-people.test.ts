import { describe, expect, it } from 'vitest';

import { demoTree } from '../../../scripts/lib/demo-people.ts';
import { escapeDnValue, ldif } from '../../../scripts/lib/ldif.ts';

const people = demoTree().filter(({ values }) => values['objectClass'] === 'inetOrgPerson');

function twice(attribute: string): unknown[] {
  const values = people.map((person) => person.values[attribute]).filter((value) => typeof value === 'string');
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

describe('the demo people', () => {
  it('are about a thousand and always the same', () => {
    expect(people.length).toBe(1_001);
    expect(demoTree().map(ldif).join('')).toBe(demoTree().map(ldif).join(''));
  });

  it('share user names and e-mail addresses only as intended', () => {
    expect(twice('uid')).toEqual(['samename']);
    expect(twice('mail')).toEqual(['reception@nordvik.example', 'samename@nordvik.example']);
    expect(new Set(people.map(({ dn }) => dn)).size).toBe(people.length);
  });

  it('have user names in ASCII', () => {
    const regular = people.map(({ values }) => values['uid']).filter((uid) => uid !== undefined);
    expect(regular.filter((uid) => !/^[a-z0-9.]+$/.test(String(uid)))).toEqual([]);
  });
});

describe('LDIF', () => {
  it.each([
    ['plain', 'cn: plain'],
    [' begins with a blank', 'cn:: IGJlZ2lucyB3aXRoIGEgYmxhbms='],
    ['ends with one ', 'cn:: ZW5kcyB3aXRoIG9uZSA='],
    [': begins with a colon', 'cn:: OiBiZWdpbnMgd2l0aCBhIGNvbG9u'],
    ['two\nlines', 'cn:: dHdvCmxpbmVz'],
    ['Åsa', 'cn:: w4VzYQ=='],
  ])('keeps %j as it is', (cn, line) => {
    expect(ldif({ dn: 'cn=x', values: { cn } })).toBe(`dn: cn=x\n${line}\n\n`);
  });

  it('omits undefined values and writes one line per value', () => {
    expect(ldif({ dn: 'cn=x', values: { sn: undefined, cn: ['a', 'b'] } })).toBe('dn: cn=x\ncn: a\ncn: b\n\n');
  });

  it('escapes special characters in a DN', () => {
    expect(escapeDnValue('#a, "b" + c ')).toBe(String.raw`\#a\, \"b\" \+ c\ `);
  });
});
