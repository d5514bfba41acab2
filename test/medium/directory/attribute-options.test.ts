import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { sourceOf } from '../../services/source-of.js';
import { selfSigned } from '../../services/certificates.js';
import { ldif } from '../../services/people.js';
import { FakeDirectory, type FakePage } from './fake-directory.js';
import { aDirectory, poolOf, readAll, temporaryFolder } from './test-directory.js';

const ADA = 'uid=ada,dc=example,dc=org';

describe('an attribute with options or by number', async () => {
  const { certFile } = selfSigned(path.join(temporaryFolder(), 'certificate'));
  const certificate = new X509Certificate(readFileSync(certFile)).raw;
  const slapd = await aDirectory({
    ldif: ldif(ADA, {
      objectClass: 'inetOrgPerson',
      uid: 'ada',
      carLicense: 'ABC 123',
      cn: 'Ada',
      'cn;lang-sv': 'Ada på svenska',
      sn: 'Lovelace',
      'description;lang-sv': 'bara på svenska',
      'userCertificate;binary': certificate,
    }),
  });
  const read = async (attributes: readonly string[]) =>
    (await readAll(poolOf(slapd, { filter: '(uid=ada)' }), { attributes })).entries[0]?.attributes;

  it('has its value, whether ;binary was named or not', async () => {
    const value = new Uint8Array(certificate);
    expect(await read(['userCertificate'])).toEqual({ usercertificate: [value] });
    expect(await read(['userCertificate;binary'])).toEqual({ 'usercertificate;binary': [value] });
  });

  it('has its value under the number that was named, which only the schema of the server knows', async () => {
    const number = '2.16.840.1.113730.3.1.1';
    expect(await read([number, 'carLicense', `${number};lang-sv`])).toEqual({
      [number]: ['ABC 123'],
      carlicense: ['ABC 123'],
    });
  });

  it('stops the read, rather than to have no value, when the server does not know its number', async () => {
    expect(await readAll(poolOf(slapd), { attributes: ['uid', '1.2.3.4'] })).toMatchObject({
      entries: [],
      error: { code: 'ATTRIBUTE_NUMBER_UNKNOWN', params: { attribute: '1.2.3.4' } },
      interruption: null,
      readReport: { complete: false, reason: 'ATTRIBUTE_NUMBER_UNKNOWN' },
    });
  });

  it('is used only when its language was named', async () => {
    expect(await read(['cn', 'description'])).toEqual({ cn: ['Ada'] });
    expect(await read(['cn;lang-sv', 'description;lang-sv'])).toEqual({
      'cn;lang-sv': ['Ada på svenska'],
      'description;lang-sv': ['bara på svenska'],
    });
  });
});

describe('an attribute of which the server returns a range of values', () => {
  const PAGE: FakePage = { entries: 1, values: { member: [], 'member;range=0-1': ['a', 'b'] }, cookie: 'page-2' };
  const LAST: FakePage = { entries: 1, values: { member: ['x'] }, cookie: '' };
  const read = async (ranges: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>) => {
    await using directory = await FakeDirectory.start([PAGE, LAST]);
    for (const [from, values] of Object.entries(ranges)) directory.ranges.set(from, values);
    const pool = sourceOf({ urls: [directory.url], baseDn: 'dc=x' });
    return await readAll(pool, { attributes: ['member'] });
  };

  it('is completed by asking on, and the read goes on', async () => {
    const { entries, readReport } = await read({
      '2': { 'Member;Range=2-3': ['c', 'd'] },
      '4': { 'member;range=4-*': ['e'] },
    });
    expect(entries.map(({ attributes }) => attributes['member'])).toEqual([['a', 'b', 'c', 'd', 'e'], ['x']]);
    expect(readReport).toMatchObject({ complete: true, entries: 2, pages: 2 });
  });

  it.each([
    ['the entry is gone', {}],
    ['the attribute is gone', { '2': {} }],
    ['the same range is returned again', { '2': { 'member;range=0-1': ['a', 'b'] } }],
    ['another range is returned', { '2': { 'member;range=3-*': ['d'] } }],
  ])('makes the read incomplete, to be done again, when %s', async (_, ranges) => {
    expect(await read(ranges)).toMatchObject({
      error: { code: 'DIRECTORY_READ_INCOMPLETE', params: { reason: 'not all values of member were returned' } },
      readReport: { complete: false },
      interruption: 'reading',
    });
  });
});
