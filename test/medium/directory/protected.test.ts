import { readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { selfSigned, TestAuthority } from '../../services/certificates.js';
import { peopleLdif } from '../../services/people.js';
import { aDirectory, poolOf, readAll, temporaryFolder } from './directory-bench.js';

describe('a protected connection', async () => {
  const folder = temporaryFolder();
  const authority = new TestAuthority(path.join(folder, 'ours'));
  const stranger = new TestAuthority(path.join(folder, 'theirs'), 'Stranger');
  const own = selfSigned(folder);
  const { caFile } = authority;
  const ldif = peopleLdif(3);

  const [good, expired, elsewhere, alone] = await Promise.all([
    aDirectory({ ldif, tls: { ...authority.issue(), caFile } }),
    aDirectory({ ldif, tls: { ...authority.issue({ expired: true }), caFile } }),
    aDirectory({ ldif, tls: { ...authority.issue({ names: ['ldap.elsewhere.example'] }), caFile } }),
    aDirectory({ ldif, tls: { ...own, caFile: own.certFile } }),
  ]);

  const named = aDirectory({ ldif, tls: { ...authority.issue({ names: ['localhost'] }), caFile } });
  await named;

  const ways = (slapd: typeof good, ca?: string) => [
    poolOf(slapd, { tls: { mode: 'starttls', ca } }),
    poolOf(slapd, { urls: [slapd.ldapsUrl ?? ''], tls: { mode: 'ldaps', ca } }),
  ];

  it('is made with StartTLS and with LDAPS, by name and by address', async () => {
    const byAddress = poolOf(good, {
      urls: [(good.ldapsUrl ?? '').replace('localhost', '127.0.0.1')],
      tls: { mode: 'ldaps', ca: authority.pem },
    });
    for (const pool of [...ways(good, authority.pem), byAddress]) {
      expect(await readAll(pool)).toMatchObject({ error: undefined, readReport: { complete: true, entries: 3 } });
    }
  });

  it('trusts a certificate that signed itself once it is entered', async () => {
    for (const pool of ways(alone, readFileSync(own.certFile, 'utf8'))) {
      expect(await readAll(pool)).toMatchObject({ error: undefined, readReport: { entries: 3 } });
    }
  });

  it.each([
    ['the authority is not the one entered', good, stranger.pem, /UNABLE_TO_|SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN/],
    ['the authority is none that the system trusts', good, undefined, /UNABLE_TO_|SELF_SIGNED_CERT_IN_CHAIN/],
    ['the certificate expired', expired, authority.pem, /^CERT_HAS_EXPIRED$/],
    ['the certificate is made out to another name', elsewhere, authority.pem, /^ERR_TLS_CERT_ALTNAME_INVALID$/],
    ['the readReport signed itself', alone, undefined, /^DEPTH_ZERO_SELF_SIGNED_CERT$/],
  ])('is refused when %s', async (_, slapd, ca, tlsCode) => {
    for (const pool of ways(slapd, ca)) {
      const { error, entries } = await readAll(pool);
      expect(error).toMatchObject({
        code: 'LDAP_TLS_FAILED',
        params: { tlsCode: expect.stringMatching(tlsCode) as string },
      });
      expect(entries).toEqual([]);
    }
  });

  it('is refused by address when the certificate has the name only', async () => {
    const byName = await named;
    const [byAddress, byItsName] = ways(byName, authority.pem);
    expect(await readAll(byItsName ?? poolOf(byName))).toMatchObject({ error: undefined });
    expect(await readAll(byAddress ?? poolOf(byName))).toMatchObject({
      error: { code: 'LDAP_TLS_FAILED', params: { tlsCode: 'ERR_TLS_CERT_ALTNAME_INVALID' } },
    });
  });

  it('is refused when the port speaks no TLS', async () => {
    const pool = poolOf(good, {
      urls: [good.url.replace('ldap:', 'ldaps:')],
      tls: { mode: 'ldaps', ca: authority.pem },
    });
    expect((await readAll(pool)).error).toMatchObject({ code: 'LDAP_TLS_FAILED' });
  });

  it('goes over to the next server when the first has no good certificate', async () => {
    const urls = [expired.ldapsUrl ?? '', good.ldapsUrl ?? ''];
    const read = await readAll(poolOf(good, { urls, tls: { mode: 'ldaps', ca: authority.pem } }));
    expect(read).toMatchObject({ error: undefined, readReport: { server: good.ldapsUrl } });
  });
});
