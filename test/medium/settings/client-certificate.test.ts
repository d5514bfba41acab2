import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { DataPoolSettingsService } from '../../../src/settings/data-pools/data-pool-settings.service.js';
import { SettingsSecretsService } from '../../../src/settings/settings-secrets.service.js';
import { certificateWarnings } from '../../../src/settings/certificate-warnings.js';
import { describeCertificates } from '../../../src/settings/rules/certificates.js';
import { clientCertificateViolation, clientKeyViolation } from '../../../src/settings/rules/client-certificate.js';
import { type CertificateFiles, TestAuthority } from '../../services/certificates.js';
import { aJob, directorySettings, SECRET_KEY } from '../../unit/runs/job-fixture.js';

const folder = mkdtempSync(path.join(tmpdir(), 'client-certificate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const authority = new TestAuthority(folder);

interface Identity {
  readonly clientCertificate: string;
  readonly clientKey: string;
}

function identityOf({ certFile, keyFile }: CertificateFiles): Identity {
  return { clientCertificate: readFileSync(certFile, 'utf8'), clientKey: readFileSync(keyFile, 'utf8') };
}

const reader = identityOf(authority.issue({ names: ['reader'], of: 'client' }));
const other = identityOf(authority.issue({ names: ['other'], of: 'client' }));
const expired = identityOf(authority.issue({ names: ['reader'], of: 'client', expired: true }));

/** The key of the reader, protected by a pass phrase, in the form of today and in that of before. */
function encrypted(...options: readonly string[]): string {
  const args = ['ec', '-aes256', '-passout', 'pass:phrase', ...options];
  const [command = '', ...further] = options.length === 0 ? ['pkcs8', '-topk8', '-passout', 'pass:phrase'] : args;
  return execFileSync('openssl', [command, ...further], { input: reader.clientKey, stdio: 'pipe' }).toString();
}

describe('a client certificate', () => {
  it('may be followed by those of its authorities, in their order', () => {
    expect(clientCertificateViolation(reader.clientCertificate)).toBeUndefined();
    expect(clientCertificateViolation(`${reader.clientCertificate}${authority.pem}`)).toBeUndefined();
    expect(clientCertificateViolation(`${authority.pem}${reader.clientCertificate}`)).toEqual({
      code: 'clientCertificateOrder',
      params: { subject: 'CN=Test Authority', issuer: 'CN=reader' },
    });
  });

  it('is refused with its key in one text, and if it cannot be read', () => {
    const both = `${reader.clientCertificate}${reader.clientKey}`;
    expect(clientCertificateViolation(both)).toEqual({ code: 'clientCertificateWithKey' });
    expect(clientCertificateViolation('reader')).toEqual({ code: 'certificateMissing' });
  });

  it.each([
    ['its own', reader.clientKey, undefined],
    ['none', '', 'clientKeyMissing'],
    ['that of another', other.clientKey, 'clientKeyOther'],
    ['one with a pass phrase', encrypted(), 'clientKeyEncrypted'],
    ['one with a pass phrase in the form of before', encrypted('-aes256'), 'clientKeyEncrypted'],
    ['a text', 'key', 'clientKeyUnreadable'],
    ['the beginning of one', reader.clientKey.slice(0, 80), 'clientKeyUnreadable'],
  ])('with %s as its key', (_, key, code) => {
    expect(clientKeyViolation(key, { clientCertificate: reader.clientCertificate })?.code).toBe(code);
  });

  it('leads to a warning when it is not valid, or not for long', () => {
    const at = (now: string) => certificateWarnings({ mode: 'ldaps', ...reader }, new Date(now))[0]?.code;
    expect(certificateWarnings({ mode: 'ldaps', ...expired })).toMatchObject([
      { field: 'dataPool.tls.clientCertificate', code: 'clientCertificateExpired', params: { subject: 'CN=reader' } },
    ]);
    expect(at('2019-12-31')).toBe('clientCertificateNotYetValid');
    expect(at('2020-06-01')).toBeUndefined();
    expect(certificateWarnings({ mode: 'ldaps', ...reader })).toMatchObject([{ code: 'clientCertificateExpiresSoon' }]);
    expect(certificateWarnings({ mode: 'none', ...expired })).toEqual([]);
  });

  it('is described by subject, issuer, validity and fingerprint', () => {
    expect(describeCertificates(`${expired.clientCertificate}${authority.pem}`)).toMatchObject([
      {
        subject: 'CN=reader',
        issuer: 'CN=Test Authority',
        validTo: new Date('2021-01-01'),
        fingerprint: expect.stringMatching(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/) as string,
      },
      { subject: 'CN=Test Authority' },
    ]);
  });
});

describe('the key of a client certificate', () => {
  let saved: ReturnType<typeof aJob>;
  const save = (tls: object, further: object = {}) =>
    saved.jobSettings.save(saved.job, { settings: { dataPool: { tls, ...further } }, changedBy: 'ada' });
  const stored = async () => JSON.stringify(await saved.store.read('data-pool.default'));
  const tlsForRun = async () => (await saved.jobSettings.current(saved.job)).settings.dataPool.tls;

  beforeEach(async () => {
    saved = aJob();
    await saved.jobSettings.save(saved.job, { settings: directorySettings, changedBy: 'ada' });
    const { bindPassword } = directorySettings.dataPool as { readonly bindPassword?: string };
    await save({ mode: 'starttls', ...reader }, { bindPassword });
  });

  it('is encrypted in the table, absent from every response, and in clear text for the run', async () => {
    expect(await stored()).toContain('clientKey');
    expect(await stored()).not.toContain('PRIVATE KEY');
    const { store, pools, secrets } = saved;
    const poolSettings = new DataPoolSettingsService(store, pools, secrets, {} as never);
    const shown = poolSettings.withoutSecrets(await pools.read('default'));
    expect(shown).toMatchObject({ tls: { clientKeySet: true } });
    expect(JSON.stringify(shown)).not.toMatch(/PRIVATE KEY|v2:/);
    expect(await tlsForRun()).toMatchObject(reader);
  });

  it('is kept when something else changes, and makes no new version when nothing does', async () => {
    const { version } = await saved.jobSettings.show(saved.job);
    await save({ clientKeySet: true, clientCertificate: reader.clientCertificate });
    await save({ clientKey: reader.clientKey });
    expect((await saved.jobSettings.show(saved.job)).version).toBe(version);
    await save({ minVersion: 'TLSv1.3' });
    expect(await tlsForRun()).toMatchObject({ ...reader, minVersion: 'TLSv1.3' });
  });

  it('is asked for again when the certificate changes, and removed with it', async () => {
    const again = { field: 'dataPool.tls.clientKey', code: 'keyForOtherCertificate' };
    const { clientCertificate } = other;
    expect(await save({ clientCertificate })).toMatchObject({ ok: false, errors: [again] });
    const unsaved = await saved.jobSettings.withUnsaved(saved.job, { dataPool: { tls: { clientCertificate } } });
    expect(unsaved.errors).toMatchObject([again]);

    expect(await save({ clientCertificate: null })).toMatchObject({ ok: true });
    expect(await tlsForRun()).toMatchObject({ clientCertificate: '', clientKey: '' });
  });

  it('is compared without being shown', async () => {
    const compared = await saved.jobSettings.compare(saved.job, { dataPool: { tls: other } });
    const changes = compared.ok ? compared.changes : [];
    expect(changes.map(({ field }) => field)).toEqual(['dataPool.tls.clientCertificate', 'dataPool.tls.clientKey']);
    expect(changes[1]).toMatchObject({ before: null, after: null });
  });

  it('is encrypted with a new settings key together with the password', async () => {
    const to = 'another settings key, 23571113171923';
    const rows = await saved.store.list('');
    vi.spyOn(saved.store, 'replaceAll').mockImplementation(async (replacements) => {
      for (const [key, value] of replacements(rows)) {
        const expectedVersion = rows.find((row) => row.key === key)?.version ?? 0;
        await saved.store.write({ key, value, expectedVersion, changedBy: null, invalidates: [] });
      }
    });
    const report = await new SettingsSecretsService(saved.store).rekey(SECRET_KEY, to);
    expect(report).toEqual({ reencrypted: 2, unchanged: 0 });
    const { errors } = await saved.jobSettings.current(saved.job);
    expect(errors.map(({ field }) => field)).toEqual(['dataPool.bindPassword', 'dataPool.tls.clientKey']);
  });

  it('signs in alone: without a bind user, over TLS', async () => {
    const external = { authentication: 'external' };
    expect(await save({}, external)).toMatchObject({ errors: [{ code: 'externalWithBindUser' }] });
    expect(await save({ mode: 'none' }, { ...external, bindDn: '' })).toMatchObject({
      errors: [{ field: 'dataPool.authentication', code: 'externalWithoutTls' }],
    });
    expect(await save({ clientCertificate: '' }, { ...external, bindDn: '' })).toMatchObject({
      errors: [{ code: 'externalWithoutCertificate' }],
    });
    expect(await save({}, { ...external, bindDn: '' })).toMatchObject({ ok: true });
    expect(await tlsForRun()).toMatchObject(reader);
  });
});
