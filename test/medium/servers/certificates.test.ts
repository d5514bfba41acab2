import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import type { CheckStep } from '../../../src/contract/check-report.js';
import type { SyncError } from '../../../src/contract/sync-error.js';
import { CHECK_TIMEOUTS } from '../../../src/directory/client/timeouts.js';
import { errorText, findingTexts } from '../../../src/i18n/code-texts.js';
import { type CertificateFiles, TestAuthority } from '../../services/certificates.js';
import { sourceOf } from '../../services/source-of.js';
import { check } from '../directory/a-connection-check.js';
import { poolOf, readAll } from '../directory/test-directory.js';
import { aDirectoryServer389, anActiveDirectory } from './test-servers.js';

const folder = mkdtempSync(path.join(tmpdir(), 'strange-certificate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [server389, domain, expired389, expiredDomain] = await Promise.all([
  aDirectoryServer389(),
  anActiveDirectory(),
  aDirectoryServer389({ isExpired: true }),
  anActiveDirectory({ isExpired: true }),
]);
type Server = typeof server389 | typeof domain;

const PRODUCTS = [
  { product: '389 Directory Server', good: server389, expired: expired389 },
  { product: 'Active Directory', good: domain, expired: expiredDomain },
] as const;
const MODES = ['ldaps', 'starttls'] as const;

describe.each(PRODUCTS)('the certificate of $product', ({ good, expired }) => {
  const sourceWith = (server: Server, mode: (typeof MODES)[number], tls: { ca?: string; serverName?: string }) =>
    poolOf(server, { urls: [mode === 'ldaps' ? server.ldapsUrl : server.url], tls: { mode, ...tls } });

  /** What the check and a run say. */
  const saidAbout = async (source: ReturnType<typeof poolOf>) => {
    const { steps } = await check(source, [], CHECK_TIMEOUTS);
    const { code, params, outcome } = steps.find(({ step }) => step === 'tls') as CheckStep;
    const { error, entries } = await readAll(source);
    expect([outcome, entries]).toEqual(['failed', []]);
    const { code: errorCode, params: errorParams } = error as SyncError;
    const { message, remedy } = findingTexts('en', code, params);
    return { code, found: message, remedy, run: errorText('en', errorCode, errorParams) };
  };

  it.each(MODES)('of an authority of its own is accepted, once the authority is: %s', async (mode) => {
    expect(await readAll(sourceWith(good, mode, { ca: good.ca }))).toMatchObject({
      error: undefined,
      readReport: { complete: true },
    });
    expect(await saidAbout(sourceWith(good, mode, {}))).toMatchObject({
      code: 'TLS_AUTHORITY_UNKNOWN',
      found: 'The authority that issued the server certificate is not trusted.',
    });
  });

  it.each(MODES)('for another name is refused with the sentence that says so: %s', async (mode) => {
    const serverName = 'ldap.elsewhere.example';
    const source = sourceWith(good, mode, { ca: good.ca, serverName });
    const [url] = source.dataPool.urls;
    const said = await saidAbout(source);
    expect(said).toMatchObject({
      code: 'TLS_WRONG_HOST',
      found: `The certificate of ${url} is issued for another name.`,
    });
    expect(said.remedy).toContain('Enter the server name as it appears in the certificate');
    expect(said.run).toMatch(/^No encrypted connection to .* could be established: .*does not match/i);
  });

  it.each(MODES)('that has expired is refused with the sentence that says so: %s', async (mode) => {
    const said = await saidAbout(sourceWith(expired, mode, { ca: expired.ca }));
    expect(said).toMatchObject({
      code: 'TLS_EXPIRED',
      found: 'The certificate of the server or of its authority has expired or is not valid yet.',
      remedy: 'Renew the certificate, or correct the clock of the host.',
    });
    expect(said.run).toMatch(/could be established: certificate has expired\./);
  });
});

describe('a client certificate', () => {
  const withCertificate = (
    { ldapsUrl, url, ca }: Server,
    { certFile, keyFile }: CertificateFiles,
    mode: (typeof MODES)[number] = 'ldaps',
  ) => {
    const identity = { clientCertificate: readFileSync(certFile, 'utf8'), clientKey: readFileSync(keyFile, 'utf8') };
    const tls = { mode, ca, ...identity };
    return sourceOf({ urls: [mode === 'ldaps' ? ldapsUrl : url], authentication: 'external', filter: '(uid=*)', tls });
  };
  const ofStranger = new TestAuthority(folder).issue({ names: ['reader'], of: 'client' });

  it.each(MODES)('signs in whom certmap.conf assigns it to in 389 Directory Server: %s', async (mode) => {
    const source = withCertificate(server389, server389.clientCertificate('reader'), mode);
    const { steps } = await check(source, [], CHECK_TIMEOUTS);
    expect(steps[3]).toMatchObject({
      code: 'BIND_WITH_CERTIFICATE',
      params: { subject: 'CN=reader' },
      further: [{ code: 'IDENTITY', params: { identity: expect.stringContaining(server389.readerDn) as string } }],
    });
    expect(await readAll(source)).toMatchObject({ error: undefined, readReport: { complete: true, entries: 1 } });
  });

  it('of nobody signs in nobody in 389 Directory Server', async () => {
    const { error } = await readAll(withCertificate(server389, server389.clientCertificate('nobody')));
    expect(error).toMatchObject({ code: 'LDAP_BIND_REJECTED', params: { because: 'certificate' } });
  });

  it('of an unknown authority is refused by 389 Directory Server during the handshake, in its own words', async () => {
    expect((await readAll(withCertificate(server389, ofStranger))).error).toMatchObject({
      code: 'LDAP_TLS_FAILED',
      params: { because: 'certificateRefused', reason: 'unknown ca' },
    });
  });

  it('signs in nobody in Samba, which has no SASL EXTERNAL', async () => {
    expect((await readAll(withCertificate(domain, ofStranger))).error).toMatchObject({
      code: 'LDAP_BIND_REJECTED',
      params: { because: 'certificate', bindDn: 'CN=reader', said: expect.stringContaining('SASL') as string },
    });
  });
});
