import { describe, expect, it } from 'vitest';

import { absentFindings } from '../../../src/directory/check/absent-findings.js';
import { AttributeNames, attributesInCanaries } from '../../../src/directory/check/attribute-names.js';
import { attributesInFilter } from '../../../src/settings/rules/attributes-in-filter.js';
import { parseFilter } from '../../../src/settings/rules/ldap-filter.js';

const attributeTypes = [
  "( 2.5.4.3 NAME ( 'cn' 'commonName' ) SUP name )",
  "( 2.5.4.4 NAME 'sn' SUP name )",
  "( 1.2.840.113556.1.4.221 NAME 'sAMAccountName' SINGLE-VALUE )",
  "( 1.3.6.1.1.16.4 NAME 'entryUUID' NO-USER-MODIFICATION USAGE directoryOperation )",
];
const schema = { attributeTypes, objectClasses: [], contentRules: [] };
const names = new AttributeNames(schema, ['mail', 'cn', 'samaccountname']);
const none = () => Promise.resolve(new Map<never, number>());

describe('the names of attributes', () => {
  it.each(['cn', 'COMMONNAME', 'cn;lang-sv', 'sn;binary', '2.5.4.4', 'entryuuid', 'mail'])(
    'of a directory: %s',
    (name) => {
      expect(names.isUnknown(name)).toBe(false);
      expect(names.findings([name], 'ATTRIBUTE_UNKNOWN')).toEqual([]);
    },
  );

  it.each([
    ['samAcountName', 'samaccountname'],
    ['cm', ''],
    ['surname', 'sn'],
    ['constructor', ''],
    ['entryUID;binary', 'entryUUID'],
    ['x'.repeat(5_000), ''],
  ])('that it does not have, and what is meant: %s', (name, similar) => {
    expect(names.isUnknown(name)).toBe(true);
    expect(names.similarTo(name).join()).toBe(similar);
  });

  it.each([
    ['1.2.840.113556.1.4.221', 'sAMAccountName'],
    ['entryUUID', ''],
    ['commonName', ''],
    ['2.5.4.4', ''],
  ])('that a server returns under another one than is read: %s', (name, returned) => {
    expect(names.similarTo(name).join()).toBe(returned);
  });

  it('are all known where the schema cannot be read', () => {
    const hidden = new AttributeNames(undefined, ['mail']);
    expect(hidden).toMatchObject({ isSchemaHidden: true });
    expect(hidden.findings(['mial'], 'FILTER_ATTRIBUTE_UNKNOWN')).toEqual([]);
  });

  it('are reported once each, with what is meant', () => {
    expect(names.findings(['mial', 'mial', 'zzz'], 'FILTER_ATTRIBUTE_UNKNOWN')).toEqual([
      { code: 'FILTER_ATTRIBUTE_UNKNOWN', params: { attribute: 'mial' } },
      { code: 'ATTRIBUTE_SIMILAR', params: { attribute: 'mial', similar: 'mail' } },
      { code: 'FILTER_ATTRIBUTE_UNKNOWN', params: { attribute: 'zzz' } },
    ]);
  });

  it('of the schema are offered for a row of the mapping, too', async () => {
    const row = { attribute: 'entryUID', field: 'comment', required: false } as const;
    expect(await absentFindings([row], names, 20, none)).toMatchObject([
      { code: 'ATTRIBUTE_MISSPELLED_WITHOUT_VALUES', params: { similar: 'entryUUID' } },
    ]);
  });

  it('in a filter and in the names of people', () => {
    const parsed = parseFilter('(&(a=1)(|(b=*)(!(c~=x)))(d=x*y)(ou:dn:2.5.13.5:=z)(:dn:2.5.13.5:=z)(a=2))');
    expect(parsed.ok && attributesInFilter(parsed.filter)).toEqual(['a', 'b', 'c', 'd', 'ou']);
    const canaries = ['uid=ada+mail=a,ou=people', '00000000-0000-0000-0000-000000000000'];
    expect(attributesInCanaries(canaries)).toEqual(['uid', 'mail', 'ou']);
  });
});
