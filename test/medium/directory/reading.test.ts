import { describe, expect, it } from 'vitest';

import { LdaptsDirectoryReader } from '../../../src/directory/read/ldapts-directory-reader.js';
import { ldif, peopleLdif, person } from '../../services/people.js';
import { aDirectory, poolOf, readAll } from './test-directory.js';

const BASE = 'dc=example,dc=org';
const PEOPLE = 2_500;

const SPECIAL_DNS = [
  String.raw`cn=Lovelace\, Ada,ou=odd,dc=example,dc=org`,
  String.raw`cn=\#hash and \"quotes\",ou=odd,dc=example,dc=org`,
  String.raw`cn=plus\+equals=slash\\,ou=odd,dc=example,dc=org`,
  String.raw`cn=\ blanks at both ends\ ,ou=odd,dc=example,dc=org`,
  'cn=Łukasz 小明 😀,ou=odd,dc=example,dc=org',
  String.raw`cn=semi\;colon\<angle\>,ou=odd,dc=example,dc=org`,
];

const specialEntries = [
  ldif(`ou=odd,${BASE}`, { objectClass: 'organizationalUnit', ou: 'odd' }),
  ...SPECIAL_DNS.map((dn, index) => ldif(dn, { objectClass: 'inetOrgPerson', sn: 'x', uid: `odd${index}` })),
  ldif(`uid=bytes,ou=odd,${BASE}`, {
    objectClass: 'inetOrgPerson',
    uid: 'bytes',
    cn: 'bytes',
    sn: 'x',
    jpegPhoto: Uint8Array.of(0xff, 0xd8, 0x00, 0xfe),
    mail: ['first@example.org', 'second@example.org'],
  }),
].join('');

describe('reading a directory', async () => {
  const slapd = await aDirectory({ ldif: peopleLdif(PEOPLE) + specialEntries });

  it('returns all entries page by page, with a read report', async () => {
    const pages: number[] = [];
    const pool = poolOf(slapd, { baseDn: `ou=people,${BASE}` });
    const read = await readAll(pool, { onPage: (page) => void pages.push(page.length) });

    expect(new Set(read.entries.map(({ stableId }) => stableId)).size).toBe(PEOPLE);
    expect(Math.max(...pages)).toBe(200);
    expect(read.readReport).toMatchObject({
      complete: true,
      reason: null,
      server: slapd.url,
      baseDn: `ou=people,${BASE}`,
      filter: '(objectClass=inetOrgPerson)',
      pages: 13,
      entries: PEOPLE,
      referrals: 0,
      paged: true,
    });
    expect(Date.parse(read.readReport.finishedAt)).toBeGreaterThanOrEqual(Date.parse(read.readReport.startedAt));
  });

  it('returns values unchanged, including non-ASCII characters', async () => {
    const { dn, values } = person(11, BASE);
    const { entries } = await readAll(poolOf(slapd, { filter: `(uid=${String(values['uid'])})` }), {
      attributes: ['CN', 'givenName', 'mail', 'roomNumber'],
    });
    expect(entries).toMatchObject([{ dn, attributes: { cn: [values['cn']], givenname: ['小明'] } }]);
    expect(Object.keys(entries[0]?.attributes ?? {}).toSorted()).toEqual(['cn', 'givenname', 'mail']);
  });

  it('returns stable ids in canonical form', async () => {
    const { entries } = await readAll(poolOf(slapd, { filter: '(uid=user000001)' }));
    expect(entries[0]?.stableId).toMatch(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/);
  });

  it('returns entries whose DNs contain special characters', async () => {
    const { entries, readReport } = await readAll(poolOf(slapd, { filter: '(uid=odd*)', pageSize: 2 }));
    expect(entries.map(({ attributes }) => String(attributes['cn']?.[0])).toSorted()).toEqual(
      [
        '#hash and "quotes"',
        ' blanks at both ends ',
        'Lovelace, Ada',
        'plus+equals=slash\\',
        'semi;colon<angle>',
        'Łukasz 小明 😀',
      ].toSorted(),
    );
    expect(readReport).toMatchObject({ complete: true, entries: 6, pages: 3 });
  });

  it('accepts a base DN with special characters', async () => {
    for (const baseDn of SPECIAL_DNS) {
      expect(await readAll(poolOf(slapd, { baseDn }))).toMatchObject({ readReport: { complete: true, entries: 1 } });
    }
  });

  it('returns binary values as bytes and several values in their order', async () => {
    const { entries } = await readAll(poolOf(slapd, { filter: '(uid=bytes)' }), { attributes: ['jpegPhoto', 'mail'] });
    expect(entries).toMatchObject([
      {
        attributes: {
          jpegphoto: [Uint8Array.of(0xff, 0xd8, 0x00, 0xfe)],
          mail: ['first@example.org', 'second@example.org'],
        },
      },
    ]);
  });

  it('supports escaped bytes, OIDs and parentheses in a filter', async () => {
    const found = async (filter: string) => (await readAll(poolOf(slapd, { filter }))).entries.length;
    expect(await found(String.raw`(&(uid=odd4)(cn=\c5\81ukasz*))`)).toBe(1);
    expect(await found('(2.5.4.3=Lovelace, Ada)')).toBe(1);
    expect(await found('(&(|(uid=odd0)(uid=odd1))(!(cn=*hash*)))')).toBe(1);
    expect(await found('(cn:caseExactMatch:=Lovelace, Ada)')).toBe(1);
    expect(await found('(cn:caseExactMatch:=lovelace, ada)')).toBe(0);
  });

  it('returns an attribute that the server names differently', async () => {
    const { entries } = await readAll(poolOf(slapd, { filter: '(uid=user000001)' }), {
      attributes: ['surname', '2.5.4.3'],
    });
    const { values } = person(1, BASE);
    expect(entries[0]?.attributes).toMatchObject({ surname: [values['sn']], '2.5.4.3': [values['cn']] });
  });

  it('returns a complete read without entries when no entry matches', async () => {
    expect(await readAll(poolOf(slapd, { filter: '(uid=nobody)' }))).toMatchObject({
      entries: [],
      error: undefined,
      readReport: { complete: true, entries: 0, pages: 1, paged: true },
    });
  });

  it('counts referrals without following them', async () => {
    await slapd.add(`ou=elsewhere,${BASE}`, {
      objectClass: ['referral', 'extensibleObject'],
      ou: 'elsewhere',
      ref: 'ldap://127.0.0.1:1/ou=elsewhere,dc=example,dc=org',
    });
    const read = await readAll(poolOf(slapd, { filter: '(uid=user00000*)' }));
    expect(read).toMatchObject({ error: undefined, readReport: { complete: true, entries: 9, referrals: 1 } });
  });

  it('does not count the page that is requested ahead', async () => {
    const read = new LdaptsDirectoryReader().read(poolOf(slapd), ['uid'], new AbortController().signal);
    const iterator = read.pages[Symbol.asyncIterator]();
    await iterator.next();
    expect(read.report()).toMatchObject({ pages: 1, entries: 200, complete: false });
    await iterator.return?.();
    expect(read.report()).toMatchObject({ pages: 1, complete: false, reason: 'DIRECTORY_READ_INCOMPLETE' });
  });

  it('returns the same stable id after a rename and a move', async () => {
    const found = async () => (await readAll(poolOf(slapd, { filter: '(mail=user000042@example.org)' }))).entries[0];
    const before = await found();
    await slapd.rename(`uid=user000042,ou=people,${BASE}`, `uid=renamed,ou=odd,${BASE}`);
    const after = await found();
    expect(after?.dn).toBe(`uid=renamed,ou=odd,${BASE}`);
    expect(after?.stableId).toBe(before?.stableId);
  });

  it('works anonymously when the directory permits it', async () => {
    const anonymous = await anonymousDirectory;
    expect(await readAll(poolOf(anonymous, { bindDn: '', bindPassword: '' }))).toMatchObject({
      error: undefined,
      readReport: { complete: true, entries: 3 },
    });
  });

  const anonymousDirectory = aDirectory({ ldif: peopleLdif(3), anonymousRead: true });
  await anonymousDirectory;
});
