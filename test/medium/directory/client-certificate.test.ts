import { readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { AllowedTargets } from '../../../src/directory/client/allowed-targets.js';
import { DirectoryConnection } from '../../../src/directory/client/directory-connection.js';
import { type DirectorySource, onServers } from '../../../src/settings/schema/directory-source.js';
import { type CertificateFiles, TestAuthority } from '../../services/certificates.js';
import { peopleLdif } from '../../services/people.js';
import { FakeDirectory } from './fake-directory.js';
import { aDirectory, poolOf, readAll, temporaryFolder } from './test-directory.js';

const ACTIVE_DIRECTORY = { supportedCapabilities: ['1.2.840.113556.1.4.800'] };
const READER = 'cn=reader,dc=example,dc=org';

describe('a client certificate', async () => {
  const folder = temporaryFolder();
  const authority = new TestAuthority(path.join(folder, 'ours'));
  const strangers = new TestAuthority(path.join(folder, 'theirs'), 'Other');
  const ofReader = authority.issue({ names: ['reader'], of: 'client' });
  const ldif = peopleLdif(3);
  const tls = { ...authority.issue(), caFile: authority.caFile };
  const [demanding, indifferent] = await Promise.all([
    aDirectory({ ldif, tls, globalConfig: ['TLSVerifyClient demand', `authz-regexp "^cn=reader$" "${READER}"`] }),
    aDirectory({ ldif, tls, globalConfig: ['TLSVerifyClient never'] }),
  ]);

  const poolsOf = (slapd: typeof demanding, files: CertificateFiles | undefined) =>
    (['starttls', 'ldaps'] as const).map((mode) => {
      const url = mode === 'ldaps' ? slapd.ldapsUrl : slapd.url;
      const [clientCertificate, clientKey] = files
        ? [readFileSync(files.certFile, 'utf8'), readFileSync(files.keyFile, 'utf8')]
        : ['', ''];
      return poolOf(slapd, {
        urls: [url ?? ''],
        authentication: 'external',
        bindDn: '',
        bindPassword: '',
        tls: { mode, ca: authority.pem, clientCertificate, clientKey },
      });
    });

  it('signs in whom the directory assigns it to (SASL EXTERNAL), with StartTLS and LDAPS', async () => {
    for (const pool of poolsOf(demanding, ofReader)) {
      expect(await identityOf(pool)).toBe(`dn:${READER}`);
      expect(await readAll(pool)).toMatchObject({ error: undefined, readReport: { complete: true, entries: 3 } });
    }
  });

  it('signs in its subject where the directory assigns it to nobody', async () => {
    for (const pool of poolsOf(demanding, authority.issue({ names: ['somebody'], of: 'client' }))) {
      expect(await identityOf(pool)).toBe('dn:cn=somebody');
    }
  });

  it('is shown to a directory in which name and password sign in', async () => {
    for (const pool of poolsOf(demanding, ofReader)) {
      const { readerDn, readerPassword } = demanding;
      Object.assign(pool.dataPool, { authentication: 'simple', bindDn: readerDn, bindPassword: readerPassword });
      expect(await identityOf(pool)).toBe(`dn:${readerDn}`);
    }
  });

  it.each([
    ['there is none', () => undefined],
    ['it has expired', () => authority.issue({ names: ['reader'], of: 'client', expired: true })],
    ['the directory does not trust its authority', () => strangers.issue({ names: ['reader'], of: 'client' })],
  ])('leads to no connection when the directory demands one and %s', async (_, issue) => {
    for (const pool of poolsOf(demanding, issue())) {
      const { error } = await readAll(pool);
      expect(error).toMatchObject({ code: 'LDAP_TLS_FAILED', params: { because: 'closedAfterHandshake' } });
      expect(String(error)).not.toContain('PRIVATE KEY');
    }
  });

  it('signs in nobody where the directory does not look at it, in the words of the directory', async () => {
    for (const pool of poolsOf(indifferent, ofReader)) {
      const { error } = await readAll(pool);
      expect(error).toMatchObject({
        code: 'LDAP_BIND_REJECTED',
        params: { because: 'certificate', bindDn: 'CN=reader', said: expect.stringContaining('SASL') as string },
      });
    }
  });

  /** A directory that answers "Who am I?" before a bind, and refuses each bind. */
  const knowing = async (identity: string, root: FakeDirectory['root']) => {
    const [cert, key] = [readFileSync(tls.certFile), readFileSync(tls.keyFile)];
    const directory = await FakeDirectory.start([], true, { cert, key });
    return Object.assign(directory, { identity, root, bindRefusal: 'An EXTERNAL bind is not allowed' });
  };
  const [, ofLdaps = poolOf(demanding)] = poolsOf(demanding, ofReader);

  it('is enough for Active Directory, which signs in its holder during the handshake (MS-ADTS 5.1.1.2)', async () => {
    await using directory = await knowing('u:CORP\\reader', ACTIVE_DIRECTORY);
    expect(await identityOf(onServers(ofLdaps, [directory.url]))).toBe('u:CORP\\reader');
    expect(directory.bindNames).toEqual([]);
  });

  it.each([
    ['u:NT AUTHORITY\\ANONYMOUS LOGON', ACTIVE_DIRECTORY],
    ['u:', ACTIVE_DIRECTORY],
    ['u:anonymous', {}],
    ['u:CORP\\reader', {}],
  ])('is not taken for signed in by an answer of strangers: %s', async (identity, root) => {
    await using directory = await knowing(identity, root);
    const { error } = await readAll(onServers(ofLdaps, [directory.url]));
    expect(error).toMatchObject({ code: 'LDAP_BIND_REJECTED', params: { because: 'certificate' } });
  });
});

/** Whom the server of the data pool takes the add-on for. */
async function identityOf(pool: DirectorySource): Promise<string | undefined> {
  const timeouts = { connect: 5_000, operation: 5_000 };
  const connection = new DirectoryConnection(pool.dataPool.urls[0] ?? '', pool, timeouts, AllowedTargets.of(undefined));
  await connection.resolve();
  await connection.connect();
  await connection.secure();
  await connection.bind();
  const identity = await connection.whoAmI();
  await connection.unbind();
  return identity;
}
