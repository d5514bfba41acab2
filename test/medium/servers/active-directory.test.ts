import { describe, expect, it } from 'vitest';

import { mixedEndianGuid } from '../../../src/directory/dialects/stable-id.js';
import { ldif } from '../../services/people.js';
import { poolOf, readAll } from '../directory/test-directory.js';
import { valueOf } from '../../unit/mapping/a-row.js';
import { anActiveDirectory, securePoolOf } from './test-servers.js';

const MAX_PAGE_SIZE = 1_000;
const PEOPLE = MAX_PAGE_SIZE + 200;
const filter = '(sAMAccountName=person*)';

describe('Active Directory', async () => {
  const directory = await anActiveDirectory({
    ldif: Array.from({ length: PEOPLE }, (_, number) => account(number)).join(''),
  });

  it('is read beyond the number of entries that one search returns', async () => {
    const { readReport, entries } = await readAll(securePoolOf(directory, { filter }));
    expect(readReport).toMatchObject({ complete: true, entries: PEOPLE, paged: true });
    expect(new Set(entries.map(({ stableId }) => stableId)).size).toBe(PEOPLE);
  });

  it('accepts StartTLS, and refuses a password in clear text', async () => {
    const pool = securePoolOf(directory, { filter: '(sAMAccountName=person1)', urls: [directory.url] });
    pool.dataPool.tls.mode = 'starttls';
    expect((await readAll(pool)).readReport).toMatchObject({ complete: true, entries: 1 });

    const { error } = await readAll(poolOf(directory, { filter }));
    expect(error).toMatchObject({ code: 'LDAP_TLS_FAILED', params: { tlsCode: 'TLS_REQUIRED' } });
  });

  it('gives binary values under any name, and the bytes of its ids', async () => {
    const photo = Buffer.from('ffd8ffe0', 'hex');
    await directory.add(`CN=Photo,CN=Users,${directory.baseDn}`, {
      objectClass: 'user',
      sAMAccountName: 'photo',
      jpegPhoto: photo,
    });
    const pool = securePoolOf(directory, { filter: '(sAMAccountName=photo)' });
    const { entries } = await readAll(pool, { attributes: ['jpegPhoto;binary', 'objectGUID', 'objectSid'] });
    const [entry = { dn: '', stableId: '', attributes: {} }] = entries;
    expect(entry.attributes['jpegphoto;binary']).toEqual([new Uint8Array(photo)]);

    const bytes = (attribute: string) =>
      Buffer.from(valueOf({ attribute, conversions: [{ kind: 'base64' }] }, entry.attributes) as string, 'base64');
    expect(mixedEndianGuid(bytes('objectGUID'))).toBe(entry.stableId);
    expect(bytes('objectSid').subarray(0, 8).toString('hex')).toBe('0105000000000005');
  });

  it('gives values under the numbers of its own attributes', async () => {
    const [displayName, sAMAccountName] = ['1.2.840.113556.1.2.13', '1.2.840.113556.1.4.221'];
    const dn = `CN=Grace,CN=Users,${directory.baseDn}`;
    await directory.add(dn, { objectClass: 'user', sAMAccountName: 'grace', displayName: 'Grace Hopper' });
    const pool = securePoolOf(directory, { filter: '(sAMAccountName=grace)' });
    const { entries } = await readAll(pool, { attributes: [displayName, sAMAccountName] });
    expect(entries).toMatchObject([{ attributes: { [displayName]: ['Grace Hopper'], [sAMAccountName]: ['grace'] } }]);
  });

  it('keeps the id of someone who is renamed and moved', async () => {
    const dn = `CN=Ada,CN=Users,${directory.baseDn}`;
    const ou = `OU=Staff,${directory.baseDn}`;
    const pool = securePoolOf(directory, { filter: '(sAMAccountName=ada)' });
    await directory.add(dn, { objectClass: 'user', sAMAccountName: 'ada', userAccountControl: '544' });
    await directory.add(ou, { objectClass: 'organizationalUnit' });
    const { entries: before } = await readAll(pool);
    await directory.rename(dn, `CN=Countess,${ou}`);
    const { entries: after } = await readAll(pool);
    expect(after).toMatchObject([{ dn: `CN=Countess,${ou}`, stableId: before[0]?.stableId }]);
  });
});

function account(number: number): string {
  const name = `person${number}`;
  return ldif(`CN=Person ${number},CN=Users,DC=corp,DC=example`, {
    objectClass: 'user',
    sAMAccountName: name,
    userAccountControl: '544',
  });
}
