import { BerWriter, FilterParser } from 'ldapts';
import { describe, expect, it } from 'vitest';

import { EncodedFilter } from '../../../src/directory/client/encoded-filter.js';
import { parseFilter } from '../../../src/settings/rules/ldap-filter.js';

describe('a filter on the wire', () => {
  // Filters that the parser of ldapts handles correctly.
  it.each([
    '(cn=Ada)',
    '(cn=Åsa Müller)',
    '(cn=*)',
    '(cn=a*)',
    '(cn=*a)',
    '(cn=*a*)',
    '(cn=a*b*c*d)',
    '(uidNumber>=5)',
    '(uidNumber<=5)',
    '(cn~=ada)',
    '(!(cn=Ada))',
    '(&(cn=a)(cn=b))',
    '(|(cn=a)(&(cn=b)(!(cn=c)))(cn=*))',
    '(userAccountControl:1.2.840.113556.1.4.803:=2)',
    '(cn:dn:caseExactMatch:=Ada)',
    '(:caseExactMatch:=Ada)',
    String.raw`(cn=\28Ada\29)`,
  ])('%s is encoded as by ldapts', (text) => {
    expect(encode(text).toString('hex')).toBe(written(FilterParser.parseString(text)).toString('hex'));
  });

  it('preserves escaped bytes', () => {
    expect(encode(String.raw`(cn=M\c3\bcller)`)).toEqual(encode('(cn=Müller)'));
    expect(encode(String.raw`(objectGUID=\ff\00\80)`).subarray(-3)).toEqual(Buffer.from([0xff, 0, 0x80]));
  });

  it('supports attributes with OIDs and options', () => {
    expect(encode('(2.5.4.3;lang-de=Ada)').toString('latin1')).toContain('2.5.4.3;lang-de');
  });
});

function encode(text: string): Buffer {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(parsed.violation.code);
  return written(new EncodedFilter(parsed.filter));
}

function written(filter: { write: (writer: BerWriter) => void }): Buffer {
  const writer = new BerWriter();
  filter.write(writer);
  return writer.buffer;
}
