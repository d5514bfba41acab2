import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { TestAuthority } from '../../services/certificates.js';
import { sourceOf } from '../../services/source-of.js';
import { readAll } from '../directory/test-directory.js';
import { aDirectoryServer389, anActiveDirectory } from './test-servers.js';

const folder = mkdtempSync(path.join(tmpdir(), 'strange-certificate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a client certificate of an authority that the directory does not trust', async () => {
  const [directoryServer, activeDirectory] = await Promise.all([aDirectoryServer389(), anActiveDirectory()]);
  const { certFile, keyFile } = new TestAuthority(folder).issue({ names: ['reader'], of: 'client' });
  const identity = { clientCertificate: readFileSync(certFile, 'utf8'), clientKey: readFileSync(keyFile, 'utf8') };

  const errorAt = async ({ ldapsUrl, ca }: Pick<typeof directoryServer, 'ldapsUrl' | 'ca'>) => {
    const tls = { mode: 'ldaps', ca, ...identity } as const;
    const { error } = await readAll(sourceOf({ urls: [ldapsUrl], authentication: 'external', tls }));
    return error;
  };

  it('is refused by 389 Directory Server during the handshake, in its own words', async () => {
    expect(await errorAt(directoryServer)).toMatchObject({
      code: 'LDAP_TLS_FAILED',
      params: { because: 'certificateRefused', reason: 'unknown ca' },
    });
  });

  it('signs in nobody in Samba, which has no SASL EXTERNAL', async () => {
    expect(await errorAt(activeDirectory)).toMatchObject({
      code: 'LDAP_BIND_REJECTED',
      params: { because: 'certificate', bindDn: 'CN=reader', said: expect.stringContaining('SASL') as string },
    });
  });
});
