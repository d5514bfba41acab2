import * as fc from 'fast-check';
import { DN } from 'ldapts';
import { describe, expect, it } from 'vitest';

import { parseDistinguishedName } from '../../../src/mapping/distinguished-name.js';
import { cleanDistinguishedName } from '../../../src/settings/rules/distinguished-name.js';

/** Tag, length and bytes (X.690). */
function berString(tag: number, bytes: Buffer): Buffer {
  const length = bytes.length < 0x80 ? [bytes.length] : [0x82, bytes.length >> 8, bytes.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), bytes]);
}

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
        ['cn', 'Hi'],
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
    ['cn=#0403416461+ou=#0c0ad09fd0b5d182d180d0be,dc=x', 'cn=Ada+ou=Петро,dc=x'],
    ['cn=#040723612c62202b5c , dc=x', String.raw`cn=\#a\,b \+\\,dc=x`],
    ['cn=#04032061\u00200', 'cn=#04032061\u00200'],
    ['cn=#0403613d62,dc=x', String.raw`cn=a\=b,dc=x`],
    ['cn=#04020920,dc=x', String.raw`cn=\09\20,dc=x`],
    ['cn=#3003020101,dc=x', 'cn=#3003020101,dc=x'],
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

  it('has the same values if they are written as hexadecimal digits of a string, and is cleaned to their text', () => {
    const odd = fc.string({ unit: 'binary', maxLength: 8 }).filter((text) => text.isWellFormed());
    const value = fc.tuple(odd, fc.nat(140), odd).map(([first, length, last]) => first + 'a'.repeat(length) + last);
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 2 }), fc.constantFrom(0x04, 0x0c), (values, tag) => {
        const names = values.map((text) => `cn=#${berString(tag, Buffer.from(text)).toString('hex')}`);
        const clean = cleanDistinguishedName(names.join(','));
        expect(parseDistinguishedName(names.join(','))?.map(([first]) => first?.value)).toEqual(values);
        expect(parseDistinguishedName(clean)?.map(([first]) => first?.value)).toEqual(values);
        expect(cleanDistinguishedName(clean)).toBe(clean);
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
