import { describe, expect, it } from 'vitest';

import { FREE_IPA_SCHEMA, freeIpaLdif } from '../../services/free-ipa.js';
import { ldif, peopleLdif } from '../../services/people.js';
import { aDirectory, poolOf, readAll } from '../directory/test-directory.js';
import { aDirectoryServer389, securePoolOf } from './test-servers.js';

const BASE = 'dc=example,dc=org';

describe('a flag of the directory', async () => {
  const server = await aDirectoryServer389({
    schema: FREE_IPA_SCHEMA,
    ldif: `${peopleLdif(3)}${freeIpaLdif(BASE, { ada: 'users', staged: 'staged', gone: 'deleted', locked: 'users' })}`,
  });

  it('is nsAccountLock in 389 Directory Server, which only answers when asked by name', async () => {
    const dn = `uid=user000002,ou=people,${BASE}`;
    await server.modify(dn, { nsAccountLock: 'true' });
    const { entries, readReport } = await readAll(securePoolOf(server, { filter: '(uid=user*)' }));
    expect(readReport).toMatchObject({ complete: true, entries: 3 });
    expect(entries.filter(({ inactivity }) => inactivity)).toMatchObject([
      { dn, inactivity: { rule: 'disabled', attribute: 'nsAccountLock', value: 'true' } },
    ]);
  });

  it('is the container, too, in FreeIPA, whose ids are its own', async () => {
    await server.modify(`uid=locked,cn=users,cn=accounts,${BASE}`, { nsAccountLock: 'TRUE' });
    const pool = securePoolOf(server, { filter: '(objectClass=ipaObject)', dialect: 'freeIpa' });
    const { entries } = await readAll(pool);
    const rules = Object.fromEntries(
      entries.map(({ attributes, inactivity }) => [String(attributes['uid']), inactivity?.rule]),
    );
    expect(rules).toEqual({ ada: undefined, staged: 'provisioning', gone: 'provisioning', locked: 'disabled' });
    expect(entries.every(({ stableId }) => stableId?.startsWith('0f7ac6fa-ebed-11f1-8b5d-'))).toBe(true);
  });

  it('is pwdAccountLockedTime in OpenLDAP with password policies', async () => {
    const slapd = await aDirectory({
      ldif: `${ldif(BASE, { objectClass: ['organization', 'dcObject'], o: 'x', dc: 'example' })}${peopleLdif(2)}`,
      globalConfig: ['moduleload ppolicy'],
      databaseConfig: ['overlay ppolicy'],
    });
    const dn = `uid=user000001,ou=people,${BASE}`;
    await slapd.modify(dn, { pwdAccountLockedTime: '000001010000Z' });
    const pool = poolOf(slapd, { bindDn: slapd.rootDn, bindPassword: slapd.rootPassword });
    const { entries } = await readAll(pool);
    expect(entries.map((entry) => [entry.dn, entry.inactivity?.rule])).toEqual([
      [dn, 'locked'],
      [`uid=user000002,ou=people,${BASE}`, undefined],
    ]);
  });
});
