import { describe, expect, it } from 'vitest';

import { dialectOf } from '../../../src/directory/dialects/dialects.js';
import type { Dialect } from '../../../src/directory/dialects/dialect.js';
import { RulesInForce } from '../../../src/directory/dialects/rules-in-force.js';
import { EntryReader } from '../../../src/directory/read/entry-reader.js';
import type { SearchResultEntry } from '../../../src/directory/wire/search-result-entry.js';
import { ActiveRulesSettings } from '../../../src/settings/schema/active-rules-settings.js';

const UUID = '17bcb430-7c8e-1041-9900-b9a280b597d6';
const UNKNOWN = dialectOf(new Map());

const aReader = (attributes: readonly string[], dialect: Dialect) =>
  new EntryReader(attributes, dialect, new RulesInForce(dialect, new ActiveRulesSettings()));

describe('an entry that the directory returned', () => {
  it('has its attributes under the requested names in lower case', () => {
    const found = anEntry({ GIVENNAME: ['Ada'], uid: ['ada'], entryUUID: [UUID] });
    expect(aReader(['givenName', 'uid', 'mail'], UNKNOWN).read(found)).toMatchObject({
      dn: 'uid=ada',
      stableId: UUID,
      attributes: { givenname: ['Ada'], uid: ['ada'] },
    });
  });

  it.each([
    ['surname', 'sn'],
    ['2.5.4.4', 'sn'],
    ['commonName', 'cn'],
    ['rfc822Mailbox', 'mail'],
    ['cn;lang-de', 'CN;lang-DE'],
    ['cn;lang-de;phonetic', 'cn;phonetic;lang-de'],
    ['userCertificate', 'userCertificate;binary'],
    ['userCertificate;binary', 'usercertificate'],
    ['userCertificate;binary', 'userCertificate;binary'],
  ])('has %s, although the server names it %s', (requested, name) => {
    const { attributes } = aReader([requested], UNKNOWN).read(anEntry({ [name]: ['x'] }));
    expect(attributes[requested.toLowerCase()]).toEqual(['x']);
  });

  it('is requested without ;binary, which Active Directory does not know', () => {
    const { requested } = aReader(['userCertificate;binary', 'jpegPhoto', 'jpegPhoto;BINARY', 'cn;lang-de'], UNKNOWN);
    expect(requested.slice(0, 3)).toEqual(['userCertificate', 'jpegPhoto', 'cn;lang-de']);
  });

  it('has a subtype only when it was requested', () => {
    const { attributes } = aReader(['cn'], UNKNOWN).read(anEntry({ 'cn;lang-de': ['Ada'] }));
    expect(Object.keys(attributes)).toEqual([]);
  });

  it('keeps values that are not UTF-8 as bytes', () => {
    const { attributes } = aReader(['cn'], UNKNOWN).read(anEntry({ cn: [Buffer.from([0xff])] }));
    expect(attributes['cn']).toEqual([Buffer.from([0xff])]);
  });

  it('has no stable id when the attribute has several values or an invalid one', () => {
    const reader = aReader([], UNKNOWN);
    expect(reader.read(anEntry({ entryUUID: [UUID, UUID.replace('1', '2')] })).stableId).toBeUndefined();
    expect(reader.read(anEntry({ entryUUID: ['x'] })).stableId).toBeUndefined();
    expect(reader.read(anEntry({})).stableId).toBeUndefined();
  });

  it('has a mapped stable id in canonical form', () => {
    const guid = Buffer.from('78563412341278561234567812345678', 'hex');
    expect(aReader(['objectGUID'], UNKNOWN).read(anEntry({ objectGUID: [guid] }))).toMatchObject({
      stableId: '12345678-1234-5678-1234-567812345678',
      attributes: { objectguid: ['12345678-1234-5678-1234-567812345678'] },
    });
  });

  it('of a product that is not recognized has the id of the product, not its entryUUID', () => {
    const nsUniqueId = '66446001-1dd211b2-66225011-2ee211db';
    const reader = aReader([], UNKNOWN);
    expect(reader.read(anEntry({ entryUUID: [UUID], nsuniqueid: [nsUniqueId] })).stableId).toBe(nsUniqueId);
    expect(reader.read(anEntry({ nsuniqueid: [nsUniqueId], entryUUID: [UUID] })).stableId).toBe(nsUniqueId);
  });

  it('is identified by the attribute that most have, whichever comes last', () => {
    const reader = aReader([], UNKNOWN);
    expect(reader.stableIdAttribute).toBeNull();
    expect(reader.otherStableIdAttributes).toEqual([]);
    reader.read(anEntry({ ipaUniqueID: [UUID] }));
    reader.read(anEntry({ ipaUniqueID: [UUID], entryUUID: [UUID] }));
    reader.read(anEntry({ entryUUID: [UUID] }));
    expect(reader.stableIdAttribute).toBe('ipaUniqueID');
    expect(reader.otherStableIdAttributes).toEqual(['entryUUID']);
  });

  it('omits attributes without a value', () => {
    expect(Object.keys(aReader(['cn'], UNKNOWN).read(anEntry({ cn: [] })).attributes)).toEqual([]);
  });

  it('inherits no attributes', () => {
    expect('constructor' in aReader(['constructor'], UNKNOWN).read(anEntry({})).attributes).toBe(false);
  });

  it('has each attribute requested once, regardless of case', () => {
    expect(aReader(['CN', 'cn', 'entryuuid'], UNKNOWN).requested.slice(0, 5)).toEqual([
      'cn',
      'entryUUID',
      'objectGUID',
      'ipaUniqueID',
      'nsUniqueId',
    ]);
  });
});

/** An entry as decoded from a search result. */
function anEntry(values: Readonly<Record<string, readonly (string | Buffer)[]>>): SearchResultEntry {
  return { dn: 'uid=ada', attributes: Object.entries(values).map(([type, list]) => ({ type, values: list })) };
}
