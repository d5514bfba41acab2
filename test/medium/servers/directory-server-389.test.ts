import { describe, expect, it } from 'vitest';

import { peopleLdif } from '../../services/people.js';
import { readAll } from '../directory/test-directory.js';
import { aDirectoryServer389, securePoolOf } from './test-servers.js';

const PEOPLE = 2_300;

describe('389 Directory Server', async () => {
  const directory = await aDirectoryServer389({ ldif: peopleLdif(PEOPLE) });

  it('is read beyond the number of entries that one search returns', async () => {
    const { readReport, entries } = await readAll(securePoolOf(directory, { filter: '(uid=user*)' }));
    expect(readReport).toMatchObject({ complete: true, entries: PEOPLE, paged: true });
    expect(new Set(entries.map(({ stableId }) => stableId)).size).toBe(PEOPLE);
  });

  it('accepts StartTLS', async () => {
    const pool = securePoolOf(directory, {
      filter: '(uid=user000001)',
      urls: [directory.url.replace('127.0.0.1', 'localhost')],
    });
    pool.dataPool.tls.mode = 'starttls';
    expect((await readAll(pool)).readReport).toMatchObject({ complete: true, entries: 1 });
  });

  it('gives binary values, whether ;binary was named or not', async () => {
    const photo = Buffer.from('ffd8ffe0', 'hex');
    const dn = `uid=photo,ou=people,${directory.baseDn}`;
    await directory.add(dn, { objectClass: 'inetOrgPerson', uid: 'photo', cn: 'P', sn: 'P', jpegPhoto: photo });
    const pool = securePoolOf(directory, { filter: '(uid=photo)' });
    for (const name of ['jpegPhoto', 'jpegPhoto;binary']) {
      const { entries } = await readAll(pool, { attributes: [name] });
      expect(entries[0]?.attributes).toEqual({ [name.toLowerCase()]: [new Uint8Array(photo)] });
    }
  });

  it('keeps the id of someone who is renamed', async () => {
    const dn = `uid=user000002,ou=people,${directory.baseDn}`;
    const pool = securePoolOf(directory, { filter: '(employeeNumber=100002)' });
    const { entries: before } = await readAll(pool);
    await directory.rename(dn, `uid=renamed,ou=people,${directory.baseDn}`);
    const { entries: after } = await readAll(pool);
    expect(after).toMatchObject([{ dn: `uid=renamed,ou=people,${directory.baseDn}`, stableId: before[0]?.stableId }]);
  });
});
