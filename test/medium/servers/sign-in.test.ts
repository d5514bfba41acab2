import { describe, expect, it } from 'vitest';

import { ldif, peopleLdif } from '../../services/people.js';
import { CHECK_TIMEOUTS } from '../../../src/directory/client/timeouts.js';
import { checkPool } from '../directory/a-connection-check.js';
import { readAll } from '../directory/test-directory.js';
import { aDirectoryServer389, anActiveDirectory, securePoolOf } from './test-servers.js';

const PASSWORD = 'Signs-In-1';
/** Text in quotes, in UTF-16 (MS-ADTS 3.1.1.3.1.5). */
const unicodePwd = Buffer.from(`"${PASSWORD}"`, 'utf16le');

describe('Active Directory', async () => {
  const domain = await anActiveDirectory();
  const users = `CN=Users,${domain.baseDn}`;
  const signIn = (bindDn: string, bindPassword = PASSWORD) =>
    readAll(securePoolOf(domain, { bindDn, bindPassword, filter: '(sAMAccountName=reader)' }), {
      attributes: ['sAMAccountName'],
    });
  /** An account with a state, and its user principal name. */
  const account = async (name: string, state: Readonly<Record<string, string>>) => {
    const userPrincipalName = `${name}@corp.example`;
    const values = { objectClass: 'user', sAMAccountName: name, userPrincipalName, unicodePwd };
    await domain.add(`CN=${name},${users}`, { ...values, userAccountControl: '512' });
    await domain.modify(`CN=${name},${users}`, state);
    return userPrincipalName;
  };

  it.each([domain.readerDn, 'reader@corp.example', 'CORP\\reader'])(
    'takes the bind user as typed: %s',
    async (name) => {
      const { entries, error } = await signIn(name, domain.readerPassword);
      expect(error).toBeUndefined();
      expect(entries).toMatchObject([{ attributes: { samaccountname: ['reader'] } }]);
    },
  );

  it('names its base', async () => {
    const read = await readAll(securePoolOf(domain, { baseDn: '', filter: '(sAMAccountName=reader)' }));
    expect(read.readReport).toMatchObject({ complete: true, baseDn: domain.baseDn, entries: 1, aliases: 0 });
  });

  it.each([
    ['disabled', { userAccountControl: '514' }, 'accountDisabled', /data 533/],
    ['expired', { accountExpires: '1' }, 'accountExpired', /data 701/],
    ['newcomer', { pwdLastSet: '0' }, 'passwordMustChange', /data 773/],
  ])('says why an account cannot sign in: %s', async (name, state, meaning, said) => {
    expect((await signIn(await account(name, state))).error).toMatchObject({
      code: 'LDAP_BIND_REJECTED',
      params: { meaning, said: expect.stringMatching(said) as string },
    });
  });

  it('says that the password is wrong', async () => {
    expect((await signIn('reader@corp.example', 'wrong')).error).toMatchObject({
      code: 'LDAP_BIND_REJECTED',
      params: { meaning: 'credentialsWrong', said: expect.stringContaining('data 52e') as string },
    });
  });

  it('requires signing or TLS', async () => {
    const pool = securePoolOf(domain, { urls: [domain.url] });
    pool.dataPool.tls.mode = 'none';
    expect((await readAll(pool)).error).toMatchObject({
      code: 'LDAP_TLS_FAILED',
      params: { tlsCode: 'TLS_REQUIRED', reason: 'the directory requires signing or TLS (strongerAuthRequired)' },
    });
  });

  it('allows no anonymous reads', async () => {
    expect((await signIn('', '')).error).toMatchObject({
      code: 'LDAP_RIGHTS_MISSING',
      params: { meaning: 'anonymous' },
    });
    const { steps } = await checkPool(securePoolOf(domain, { bindDn: '', bindPassword: '' }), CHECK_TIMEOUTS);
    expect(steps.at(-1)).toMatchObject({ step: 'base', code: 'LDAP_RIGHTS_MISSING', params: { meaning: 'anonymous' } });
  });
});

describe('389 Directory Server', async () => {
  const locked = 'uid=locked,dc=example,dc=org';
  const server = await aDirectoryServer389({
    ldif: `${peopleLdif(40)}${ldif(locked, {
      objectClass: ['inetOrgPerson'],
      uid: 'locked',
      cn: 'locked',
      sn: 'locked',
      userPassword: PASSWORD,
      nsAccountLock: 'TRUE',
    })}`,
  });

  it('names its base', async () => {
    const { readReport } = await readAll(securePoolOf(server, { baseDn: '', filter: '(uid=user*)', pageSize: 10 }));
    expect(readReport).toMatchObject({ complete: true, baseDn: server.baseDn, entries: 40, pageSize: 10 });
  });

  it('says that an account is locked', async () => {
    const pool = securePoolOf(server, { bindDn: locked, bindPassword: PASSWORD });
    expect((await readAll(pool)).error).toMatchObject({
      code: 'LDAP_BIND_REJECTED',
      params: { meaning: 'accountDisabled', said: expect.stringContaining('inactivated') as string },
    });
  });

  it('reports its limits with the remedy for the bind user, which helps', async () => {
    const pool = securePoolOf(server, { filter: '(description=*)', pageSize: 10 });
    await server.modify(server.readerDn, { nsPagedLookThroughLimit: '5', nsLookThroughLimit: '5' });
    expect((await readAll(pool)).error).toMatchObject({
      code: 'DIRECTORY_READ_INCOMPLETE',
      params: { reason: 'adminLimitExceeded', limits: 'directoryServer' },
    });
    await server.modify(server.readerDn, { nsPagedLookThroughLimit: '-1', nsLookThroughLimit: '-1' });
    expect((await readAll(pool)).error).toBeUndefined();
  });
});
