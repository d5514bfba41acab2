import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseFilter, filterViolation, type LdapFilter } from '../../../src/settings/rules/ldap-filter.js';

describe('a filter', () => {
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
    ['', 'required'],
    ['uid=*', 'filterParentheses'],
    [' (uid=*)', 'filterParentheses'],
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
    ['(&(uid=a) (uid=b))', 'filterUnbalanced'],
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
});

function parsed(text: string): LdapFilter | undefined {
  const result = parseFilter(text);
  return result.ok ? result.filter : undefined;
}
