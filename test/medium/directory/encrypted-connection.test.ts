import { readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { selfSigned, TestAuthority } from '../../services/certificates.js';
import { peopleLdif } from '../../services/people.js';
import { aDirectory, poolOf, readAll, temporaryFolder } from './test-directory.js';

describe('an encrypted connection', async () => {
  const folder = temporaryFolder();
  const authority = new TestAuthority(path.join(folder, 'ours'));
  const otherAuthority = new TestAuthority(path.join(folder, 'theirs'), 'Other');
  const own = selfSigned(folder);
  const { caFile } = authority;
  const ldif = peopleLdif(3);

  const [good, expired, elsewhere, withSelfSigned] = await Promise.all([
    aDirectory({ ldif, tls: { ...authority.issue(), caFile } }),
    aDirectory({ ldif, tls: { ...authority.issue({ expired: true }), caFile } }),
    aDirectory({ ldif, tls: { ...authority.issue({ names: ['ldap.elsewhere.example'] }), caFile } }),
    aDirectory({ ldif, tls: { ...own, caFile: own.certFile } }),
  ]);

  const named = aDirectory({ ldif, tls: { ...authority.issue({ names: ['localhost'] }), caFile } });
  await named;

  const poolsOf = (slapd: typeof good, ca?: string) => [
    poolOf(slapd, { tls: { mode: 'starttls', ca } }),
    poolOf(slapd, { urls: [slapd.ldapsUrl ?? ''], tls: { mode: 'ldaps', ca } }),
  ];

  it('is established with StartTLS and LDAPS, by name and by address', async () => {
    const byAddress = poolOf(good, {
      urls: [(good.ldapsUrl ?? '').replace('localhost', '127.0.0.1')],
      tls: { mode: 'ldaps', ca: authority.pem },
    });
    for (const pool of [...poolsOf(good, authority.pem), byAddress]) {
      expect(await readAll(pool)).toMatchObject({ error: undefined, readReport: { complete: true, entries: 3 } });
    }
  });

  it('is established with a self-signed certificate that is configured', async () => {
    for (const pool of poolsOf(withSelfSigned, readFileSync(own.certFile, 'utf8'))) {
      expect(await readAll(pool)).toMatchObject({ error: undefined, readReport: { entries: 3 } });
    }
  });

  it.each([
    [
      'the authority is not the configured one',
      good,
      otherAuthority.pem,
      /UNABLE_TO_|SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN/,
    ],
    ['the system does not trust the authority', good, undefined, /UNABLE_TO_|SELF_SIGNED_CERT_IN_CHAIN/],
    ['the certificate has expired', expired, authority.pem, /^CERT_HAS_EXPIRED$/],
    ['the certificate was issued for another name', elsewhere, authority.pem, /^ERR_TLS_CERT_ALTNAME_INVALID$/],
    ['the certificate is self-signed', withSelfSigned, undefined, /^DEPTH_ZERO_SELF_SIGNED_CERT$/],
  ])('is refused when %s', async (_, slapd, ca, tlsCode) => {
    for (const pool of poolsOf(slapd, ca)) {
      const { error, entries } = await readAll(pool);
      expect(error).toMatchObject({
        code: 'LDAP_TLS_FAILED',
        params: { tlsCode: expect.stringMatching(tlsCode) as string },
      });
      expect(entries).toEqual([]);
    }
  });

  it('is established when the certificate was issued for the name that is set', async () => {
    for (const pool of poolsOf(elsewhere, authority.pem)) {
      Object.assign(pool.dataPool.tls, { serverName: 'ldap.elsewhere.example', minVersion: 'TLSv1.3' });
      expect(await readAll(pool)).toMatchObject({ error: undefined, readReport: { entries: 3 } });
    }
  });

  it('is refused by address when the certificate contains only the name', async () => {
    const byName = await named;
    const [byAddress, byItsName] = poolsOf(byName, authority.pem);
    expect(await readAll(byItsName ?? poolOf(byName))).toMatchObject({ error: undefined });
    expect(await readAll(byAddress ?? poolOf(byName))).toMatchObject({
      error: { code: 'LDAP_TLS_FAILED', params: { tlsCode: 'ERR_TLS_CERT_ALTNAME_INVALID' } },
    });
  });

  it('is refused when the port does not support TLS', async () => {
    const pool = poolOf(good, {
      urls: [good.url.replace('ldap:', 'ldaps:')],
      tls: { mode: 'ldaps', ca: authority.pem },
    });
    expect((await readAll(pool)).error).toMatchObject({ code: 'LDAP_UNREACHABLE' });
  });

  it('is established with the next server when the first has no valid certificate', async () => {
    const urls = [expired.ldapsUrl ?? '', good.ldapsUrl ?? ''];
    const read = await readAll(poolOf(good, { urls, tls: { mode: 'ldaps', ca: authority.pem } }));
    expect(read).toMatchObject({ error: undefined, readReport: { server: good.ldapsUrl } });
  });
});
