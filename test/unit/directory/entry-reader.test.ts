import { describe, expect, it } from 'vitest';

import { dialectOf } from '../../../src/directory/dialects/dialects.js';
import { EntryReader } from '../../../src/directory/read/entry-reader.js';
import type { SearchResultEntry } from '../../../src/directory/wire/search-result-entry.js';

const UUID = '17bcb430-7c8e-1041-9900-b9a280b597d6';
const UNKNOWN = dialectOf(new Map());

describe('what the directory returned', () => {
  it('is keyed in lower case by the names that were asked for', () => {
    const found = anEntry({ GIVENNAME: ['Ada'], uid: ['ada'], entryUUID: [UUID] });
    expect(new EntryReader(['givenName', 'uid', 'mail'], UNKNOWN).read(found)).toMatchObject({
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
  ])('answers %s though the server calls it %s', (asked, name) => {
    const { attributes } = new EntryReader([asked], UNKNOWN).read(anEntry({ [name]: ['x'] }));
    expect(attributes[asked.toLowerCase()]).toEqual(['x']);
  });

  it('gives a subtype only to who asked for it', () => {
    const { attributes } = new EntryReader(['cn'], UNKNOWN).read(anEntry({ 'cn;lang-de': ['Ada'] }));
    expect(Object.keys(attributes)).toEqual([]);
  });

  it('keeps bytes that are not UTF-8 as bytes', () => {
    const { attributes } = new EntryReader(['cn'], UNKNOWN).read(anEntry({ cn: [Buffer.from([0xff])] }));
    expect(attributes['cn']).toEqual([Buffer.from([0xff])]);
  });

  it('has no stable id when there are several, or one that is none', () => {
    const reader = new EntryReader([], UNKNOWN);
    expect(reader.read(anEntry({ entryUUID: [UUID, UUID.replace('1', '2')] })).stableId).toBeUndefined();
    expect(reader.read(anEntry({ entryUUID: ['x'] })).stableId).toBeUndefined();
    expect(reader.read(anEntry({})).stableId).toBeUndefined();
  });

  it('shows a stable id that is mapped in its canonical form', () => {
    const guid = Buffer.from('78563412341278561234567812345678', 'hex');
    expect(new EntryReader(['objectGUID'], UNKNOWN).read(anEntry({ objectGUID: [guid] }))).toMatchObject({
      stableId: '12345678-1234-5678-1234-567812345678',
      attributes: { objectguid: ['12345678-1234-5678-1234-567812345678'] },
    });
  });

  it('of a product that does not show itself has its own id, not the entryUUID beside it', () => {
    const nsUniqueId = '66446001-1dd211b2-66225011-2ee211db';
    const reader = new EntryReader([], UNKNOWN);
    expect(reader.read(anEntry({ entryUUID: [UUID], nsuniqueid: [nsUniqueId] })).stableId).toBe(nsUniqueId);
    expect(reader.read(anEntry({ nsuniqueid: [nsUniqueId], entryUUID: [UUID] })).stableId).toBe(nsUniqueId);
  });

  it('has no attribute that came without a value', () => {
    expect(Object.keys(new EntryReader(['cn'], UNKNOWN).read(anEntry({ cn: [] })).attributes)).toEqual([]);
  });

  it('inherits no attributes', () => {
    expect('constructor' in new EntryReader(['constructor'], UNKNOWN).read(anEntry({})).attributes).toBe(false);
  });

  it('is asked for once, whatever the case', () => {
    expect(new EntryReader(['CN', 'cn', 'entryuuid'], dialectOf(new Map())).requested).toEqual([
      'cn',
      'entryUUID',
      'objectGUID',
      'ipaUniqueID',
      'nsUniqueId',
    ]);
  });
});

/** As it comes off the wire. */
function anEntry(values: Readonly<Record<string, readonly (string | Buffer)[]>>): SearchResultEntry {
  return { dn: 'uid=ada', attributes: Object.entries(values).map(([type, list]) => ({ type, values: list })) };
}
