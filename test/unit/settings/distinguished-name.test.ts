import * as fc from 'fast-check';
import { DN } from 'ldapts';
import { describe, expect, it } from 'vitest';

import { parseDistinguishedName } from '../../../src/mapping/distinguished-name.js';
import { cleanDistinguishedName } from '../../../src/settings/rules/distinguished-name.js';

describe('a distinguished name', () => {
  it.each([
    [
      'dc=example,dc=org',
      [
        ['dc', 'example'],
        ['dc', 'org'],
      ],
    ],
    [
      'DC=example, DC=org',
      [
        ['DC', 'example'],
        ['DC', 'org'],
      ],
    ],
    [
      String.raw`cn=Müller\, Jürgen,ou=people,dc=x`,
      [
        ['cn', 'Müller, Jürgen'],
        ['ou', 'people'],
        ['dc', 'x'],
      ],
    ],
    [
      String.raw`cn=M\c3\bcller,dc=x`,
      [
        ['cn', 'Müller'],
        ['dc', 'x'],
      ],
    ],
    [
      String.raw`cn=\ lead and trail\ ,dc=x`,
      [
        ['cn', ' lead and trail '],
        ['dc', 'x'],
      ],
    ],
    [
      String.raw`cn=\#1 \"quoted\" \<x\> a\=b \\,dc=x`,
      [
        ['cn', '#1 "quoted" <x> a=b \\'],
        ['dc', 'x'],
      ],
    ],
    [
      'cn=a=b,dc=x',
      [
        ['cn', 'a=b'],
        ['dc', 'x'],
      ],
    ],
    [
      '2.5.4.3=by oid,dc=x',
      [
        ['2.5.4.3', 'by oid'],
        ['dc', 'x'],
      ],
    ],
    [
      'cn=#04024869,dc=x',
      [
        ['cn', '#04024869'],
        ['dc', 'x'],
      ],
    ],
    [
      'ou=,dc=x',
      [
        ['ou', ''],
        ['dc', 'x'],
      ],
    ],
  ])('"%s" is parsed', (text, names) => {
    expect(parseDistinguishedName(text)?.map(([one]) => [one?.type, one?.value])).toEqual(names);
  });

  it('may have several values in one RDN', () => {
    expect(parseDistinguishedName('cn=Ada+uid=ada,dc=x')?.[0]).toEqual([
      { type: 'cn', value: 'Ada' },
      { type: 'uid', value: 'ada' },
    ]);
  });

  it.each([
    'example',
    'admin@example.org',
    String.raw`EXAMPLE\admin`,
    'dc=example,,dc=org',
    'dc=example,dc=org,',
    '=x,dc=org',
    '1a=x',
    'cn=a"b,dc=x',
    'cn=a;b,dc=x',
    'cn=<a>,dc=x',
    'cn=#zz,dc=x',
    String.raw`cn=a\zb,dc=x`,
    String.raw`cn=a\ff\fe,dc=x`,
    'cn=a\\',
    'cn=a\0b',
    'cn=\uD800',
  ])('"%s" is refused', (text) => {
    expect(parseDistinguishedName(text)).toBeUndefined();
  });

  it.each([
    [' dc=example, dc=org\n', 'dc=example,dc=org'],
    ['\u00A0ou = people ,\r\n\tdc = example\u200B', 'ou=people,dc=example'],
    ['cn=Ada  Lovelace + uid=ada,dc=x', 'cn=Ada  Lovelace+uid=ada,dc=x'],
    [String.raw`cn=\ lead and trail\ , dc=x`, String.raw`cn=\ lead and trail\ ,dc=x`],
    [String.raw`dc=x\   `, String.raw`dc=x\ `],
    ['ou=no\u00A0break\u00A0,dc=x', 'ou=no\u00A0break\u00A0,dc=x'],
    [' reader@example.org ', 'reader@example.org'],
    ['   ', ''],
  ])('%j is stored as %j', (typed, stored) => {
    expect(cleanDistinguishedName(typed)).toBe(stored);
  });

  it('has the same values after it was cleaned', () => {
    const pieces = fc.constantFrom(String.raw`\,`, String.raw`\ `, ',', '+', '=', 'cn=', 'a', ' ', '#', 'ff');
    fc.assert(
      fc.property(fc.array(pieces), (typed) => {
        const text = typed.join('');
        expect(parseDistinguishedName(cleanDistinguishedName(text))).toEqual(parseDistinguishedName(text));
      }),
    );
  });

  it('is parsed back to the values that were escaped', () => {
    const value = fc
      .string({ unit: 'binary', minLength: 1 })
      .filter((text) => text.isWellFormed() && !text.includes('\0'));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (values) => {
        const dn = new DN();
        for (const one of values) dn.addPairRDN('cn', one);
        expect(parseDistinguishedName(dn.toString())?.map(([first]) => first?.value)).toEqual(values);
      }),
    );
  });

  it('never makes the parser throw', () => {
    const pieces = fc.constantFrom('\\', ',', '+', '=', '#', 'cn', 'a', ' ', '"', 'ff');
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (typed) => {
        expect(() => parseDistinguishedName(typed)).not.toThrow();
      }),
    );
  });

  it('is cleaned and parsed in linear time, even with 200,000 blanks', () => {
    expect(cleanDistinguishedName(`cn=a${' '.repeat(200_000)}b,dc=x`)).toHaveLength(200_010);
  });

  it('is parsed in linear time, even with 100,000 backslashes', () => {
    expect(parseDistinguishedName(`cn=${'\\'.repeat(100_000)}`)).toHaveLength(1);
  });
});
