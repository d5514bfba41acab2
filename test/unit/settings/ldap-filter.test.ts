import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { cleanFilter, parseFilter, filterViolation, type LdapFilter } from '../../../src/settings/rules/ldap-filter.js';

describe('a filter', () => {
  it('may be empty: then the product has one for people', () => {
    for (const empty of ['', '  ']) expect([filterViolation(empty), cleanFilter(empty)]).toEqual([undefined, '']);
  });

  it.each([
    '(objectClass=inetOrgPerson)',
    '(&(objectClass=person)(|(uid=a*)(mail=*@example.org))(!(employeeType=guest)))',
    '(cn=*)',
    '(cn=a*b*c)',
    '(createTimestamp>=20260101000000Z)',
    '(uidNumber<=1000)',
    '(cn~=ada)',
    String.raw`(cn=\28Ada\29 \2a \5c)`,
    '(cn=Åsa Müller)',
    '(cn;lang-de=Ada)',
    '(2.5.4.3=Ada)',
    '(userAccountControl:1.2.840.113556.1.4.803:=2)',
    '(cn:dn:=Ada)',
    '(:caseExactMatch:=Ada)',
    '(cn=)',
  ])('%s is accepted', (filter) => {
    expect(filterViolation(filter)).toBeUndefined();
  });

  it.each([
    ['uid=*', 'filterParentheses'],
    ['(uid=*', 'filterUnbalanced'],
    ['(&(uid=*)', 'filterUnbalanced'],
    ['(uid=*))', 'filterSyntax'],
    ['(uid=*)(cn=*)', 'filterSyntax'],
    ['()', 'filterSyntax'],
    ['(&)', 'filterEmptyList'],
    ['(|)', 'filterEmptyList'],
    ['(!)', 'filterSyntax'],
    ['(!(uid=a)(uid=b))', 'filterUnbalanced'],
    ['(uid)', 'filterSyntax'],
    ['(=x)', 'filterSyntax'],
    ['(u id=x)', 'filterSyntax'],
    ['(cn=a**b)', 'filterSyntax'],
    [String.raw`(cn=a\zz)`, 'filterSyntax'],
    [String.raw`(cn=a\)`, 'filterSyntax'],
    ['(cn>=a*)', 'filterSyntax'],
    ['(:=x)', 'filterSyntax'],
    ['(cn=a\0b)', 'filterSyntax'],
    ['"(uid=*)', 'filterParentheses'],
    ['(uid=a\nb)', 'controlCharacter'],
    [`${'(!'.repeat(60)}(a=b)${')'.repeat(60)}`, 'filterTooDeep'],
  ])('%s is refused as %s', (filter, code) => {
    expect(filterViolation(filter)?.code).toBe(code);
  });

  it('is parsed with its values as bytes', () => {
    expect(parsed(String.raw`(&(cn=M\c3\bcller)(!(uid=a*b*)))`)).toEqual({
      kind: 'and',
      filters: [
        { kind: 'equal', attribute: 'cn', value: Buffer.from('Müller') },
        {
          kind: 'not',
          filter: {
            kind: 'substrings',
            attribute: 'uid',
            parts: [Buffer.from('a'), Buffer.from('b'), Buffer.from('')],
          },
        },
      ],
    });
    expect(parsed('(cn:dn:2.5.13.5:=Ada)')).toEqual({
      kind: 'extensible',
      attribute: 'cn',
      rule: '2.5.13.5',
      dnAttributes: true,
      value: Buffer.from('Ada'),
    });
    expect(parsed(String.raw`(objectGUID=\ff\00)`)).toMatchObject({ value: Buffer.from([0xff, 0]) });
  });

  it('never makes the parser throw, and values are decoded exactly', () => {
    const anyText = fc
      .array(fc.constantFrom('(', ')', '&', '|', '!', '=', '*', '~', '<', '>', ':', '\\', 'a', ' ', '28'))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string({ unit: 'binary' })), (text) => {
        expect(() => parseFilter(text)).not.toThrow();
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const escaped = [...bytes].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('');
        expect(parsed(`(cn=${escaped})`)).toEqual({ kind: 'equal', attribute: 'cn', value: Buffer.from(bytes) });
      }),
    );
  });

  it.each([
    ['(& (uid=*) (mail=*))', '(&(uid=*)(mail=*))'],
    ['(&\r\n\t(uid=*)\n\t(|\n\t\t(mail=*)\n\t\t(!  (cn=a b))\n\t)\n)\n', '(&(uid=*)(|(mail=*)(!(cn=a b))))'],
    ['\u00A0(uid=*)\u200B ', '(uid=*)'],
    ['"(uid=*) "', '(uid=*)'],
    ["'(uid=*)'", '(uid=*)'],
    ['( uidNumber >=5)', '(uidNumber>=5)'],
    ['(cn : caseExactMatch := Ada)', '(cn:caseExactMatch:= Ada)'],
    ['( cn = Ada  Lovelace )', '(cn= Ada  Lovelace )'],
    ['(cn=a * b)', '(cn=a * b)'],
  ])('%j is stored as %s: white space outside values is dropped, within them it is kept', (typed, stored) => {
    expect(filterViolation(typed)).toBeUndefined();
    expect(cleanFilter(typed)).toBe(stored);
  });

  it('means the same with white space around its parentheses, operators and attributes', () => {
    fc.assert(
      fc.property(filterText(), ({ printed, spaced }) => {
        const before = parseFilter(printed);
        expect(before).toMatchObject({ ok: true, text: printed });
        expect(parseFilter(spaced)).toEqual(before);
        expect(cleanFilter(spaced)).toBe(printed);
      }),
    );
  });

  it('is refused with the position in the text that was typed', () => {
    expect(filterViolation('(& (uid=*)\n (u id=*))')).toEqual({ code: 'filterSyntax', params: { position: 14 } });
    expect(filterViolation('"(uid=*"')).toEqual({ code: 'filterUnbalanced', params: { position: 2 } });
  });

  it('is parsed in linear time, whatever white space it has', () => {
    expect(cleanFilter(`(uid${' '.repeat(200_000)}=x)`)).toBe('(uid=x)');
    expect(parseFilter(`(u${' '.repeat(200_000)}x=x)`).ok).toBe(false);
  });
});

interface FilterText {
  readonly printed: string;
  readonly spaced: string;
}

/** A random filter as RFC 4515 prints it, and with white space wherever it does not belong to a value. */
function filterText(): fc.Arbitrary<FilterText> {
  const blank = fc.constantFrom('', ' ', '\n  ', '\t', '\u00A0', '\u200B');
  const item = fc.tuple(fc.constantFrom('uid', 'cn;lang-de', '2.5.4.3'), fc.constantFrom('=', '>=', '~=', ':dn:='));
  const value = fc.constantFrom('a', ' a  b ', '', String.raw`\28x`, 'Åsa');
  const { filter } = fc.letrec<{ filter: FilterText }>((tie) => ({
    filter: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.tuple(item, value, blank, blank).map(([[attribute, operator], text, before, after]) => ({
        printed: `(${attribute}${operator}${text})`,
        spaced: `${before}(${after}${attribute}${before}${operator}${text})${after}`,
      })),
      fc
        .tuple(fc.constantFrom('&', '|'), fc.array(tie('filter'), { minLength: 1, maxLength: 3 }), blank, blank)
        .map(([operator, parts, before, after]) => ({
          printed: `(${operator}${parts.map((part) => part.printed).join('')})`,
          spaced: `(${before}${operator}${after}${parts.map((part) => part.spaced).join(after)}${before})`,
        })),
      fc.tuple(tie('filter'), blank).map(([part, before]) => ({
        printed: `(!${part.printed})`,
        spaced: `${before}(!${before}${part.spaced})`,
      })),
    ),
  }));
  return filter;
}

function parsed(text: string): LdapFilter | undefined {
  const result = parseFilter(text);
  return result.ok ? result.filter : undefined;
}
