import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { ConfigurationError } from '../../../src/host/config/configuration-error.js';
import { readHostConfig } from '../../../src/host/config/read-host-config.js';

const folder = mkdtempSync(join(tmpdir(), 'config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const DATABASE_URL = 'postgresql://user:secret-of-the-database@localhost:5432/idm';
const SETTINGS_KEY = 'k'.repeat(32);
const read = (variables: Record<string, string> = {}, args: string[] = []) =>
  readHostConfig({ DATA_DIR: join(folder, 'data'), ...variables }, args);

function issuesOf(variables: Record<string, string>, args: string[] = []): string[] {
  try {
    read(variables, args);
  } catch (error) {
    return (error as ConfigurationError).issues.map(({ variable }) => variable);
  }
  return [];
}

describe('the environment of the host', () => {
  it('may be empty, because everything has a default', () => {
    const { settingsKey, ...config } = read();
    expect(config).toEqual({
      host: '127.0.0.1',
      port: 3000,
      trustedProxies: [],
      role: 'all',
      logLevel: 'info',
      dataFolder: join(folder, 'data'),
      database: { kind: 'embedded', folder: join(folder, 'data/database') },
      passwords: {},
      auditRetentionDays: 400,
      runRetention: { days: 400, count: 100_000 },
      userLockSeconds: 30,
      notifications: { language: 'en', publicUrl: undefined, webhook: undefined, mail: undefined },
      seed: undefined,
    });
    expect(settingsKey.length).toBeGreaterThanOrEqual(32);
  });

  it('treats an empty variable as absent', () => {
    expect(read({ PORT: ' ', DATABASE_URL: '', ADMIN_PASSWORD: '' })).toMatchObject({ port: 3000, passwords: {} });
  });

  it.each([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['DATABASE_URL', 'mysql://localhost/idm'],
    ['SETTINGS_KEY', 'short'],
    ['ADMIN_PASSWORD', 'short'],
    ['OPERATOR_PASSWORD', '1234567'],
    ['ROLE', 'boss'],
    ['LOG_LEVEL', 'loud'],
    ['AUDIT_RETENTION_DAYS', '0'],
    ['AUDIT_RETENTION_DAYS', 'forever'],
    ['RUN_RETENTION_DAYS', '0'],
    ['USER_LOCK_SECONDS', '0'],
    ['USER_LOCK_SECONDS', 'long'],
    ['RUN_RETENTION_COUNT', '-1'],
    ['RUN_RETENTION_COUNT', 'all'],
    ['PUBLIC_URL', 'idm.example.org'],
    ['NOTIFY_LANGUAGE', 'tlh'],
    ['TRUSTED_PROXIES', 'proxy.example'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', '10.0.0.1/'],
    ['TRUSTED_PROXIES', 'true'],
    ['LDAP_URL', 'http://localhost'],
    ['LDAP_URL', 'ldap://one, two'],
    ['LDAP_CA_FILE', '/there/is/nothing'],
    ['LDAP_CA_FILE', join(import.meta.dirname, '../../../package.json')],
  ])('refuses %s=%s by its name', (variable, value) => {
    expect(issuesOf({ [variable]: value, ...(variable === 'DATABASE_URL' && { SETTINGS_KEY }) })).toEqual([variable]);
  });

  it('names all invalid variables at once, without values', () => {
    const wrong = { PORT: 'x', SETTINGS_KEY: 'my-own-secret', ADMIN_PASSWORD: 'my-pass' };
    expect(issuesOf(wrong)).toEqual(['PORT', 'SETTINGS_KEY', 'ADMIN_PASSWORD']);
    expect(() => read(wrong)).toThrow(
      expect.not.objectContaining({ message: expect.stringMatching(/my-own|my-pass/) }),
    );
  });

  it('prefers the role of the command line to the variable', () => {
    const postgresql = { DATABASE_URL, SETTINGS_KEY };
    expect(read({ ...postgresql, ROLE: 'admin' }, ['--role', 'worker']).role).toBe('worker');
    expect(read({ ...postgresql, ROLE: 'admin' }, ['--role=operator']).role).toBe('operator');
    expect(read({ ...postgresql, ROLE: 'admin' }).role).toBe('admin');
    expect(issuesOf(postgresql, ['--rule', 'worker'])).toEqual(['command line']);
  });

  it('rejects a separate role without a shared database', () => {
    expect(issuesOf({ ROLE: 'worker' })).toEqual(['ROLE']);
  });
});

describe('the settings key', () => {
  it('is created beside the embedded database, readable only by its owner, and reused', () => {
    const DATA_DIR = join(folder, 'made');
    const { settingsKey } = read({ DATA_DIR });
    expect(statSync(join(DATA_DIR, 'settings.key')).mode & 0o777).toBe(0o600);
    expect(read({ DATA_DIR }).settingsKey).toBe(settingsKey);
  });

  it('is never replaced when its file is damaged', () => {
    const DATA_DIR = join(folder, 'damaged');
    read({ DATA_DIR });
    writeFileSync(join(DATA_DIR, 'settings.key'), 'half a k');
    expect(issuesOf({ DATA_DIR })).toEqual(['SETTINGS_KEY']);
  });

  it('is required with a shared database', () => {
    expect(issuesOf({ DATABASE_URL })).toEqual(['SETTINGS_KEY']);
    expect(read({ DATABASE_URL, SETTINGS_KEY }).settingsKey).toBe(SETTINGS_KEY);
  });
});

it('lists the proxies that are trusted, separated by spaces or commas', () => {
  const TRUSTED_PROXIES = 'loopback, 10.0.0.7  2001:db8::/32';
  expect(read({ TRUSTED_PROXIES }).trustedProxies).toEqual(['loopback', '10.0.0.7', '2001:db8::/32']);
});

it('lists the directory servers that are allowed, separated by spaces or commas', () => {
  const LDAP_ALLOWED_TARGETS = 'ldap.corp.example:636, *.corp.example  10.0.0.0/8';
  expect(read({ LDAP_ALLOWED_TARGETS }).allowedTargets).toEqual([
    'ldap.corp.example:636',
    '*.corp.example',
    '10.0.0.0/8',
  ]);
  expect(read().allowedTargets).toBeUndefined();
});

describe('the seed of the settings', () => {
  const ca = join(folder, 'ca.pem');
  writeFileSync(ca, '-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n');

  it('lists servers in order, separated by spaces or commas', () => {
    const { seed } = read({ LDAP_URL: 'ldap://one:389, ldap://two  ldap://three' });
    expect(seed).toEqual({
      dataPool: { urls: ['ldap://one:389', 'ldap://two', 'ldap://three'], tls: { mode: 'none' } },
    });
  });

  it('contains only the given values', () => {
    const given = {
      LDAP_BIND_DN: 'cn=reader',
      LDAP_BIND_PASSWORD: 'secret',
      LDAP_BASE_DN: 'dc=x',
      LDAP_FILTER: '(uid=*)',
    };
    expect(read(given).seed).toEqual({
      dataPool: { bindDn: 'cn=reader', bindPassword: 'secret', baseDn: 'dc=x', filter: '(uid=*)' },
    });
  });

  it('is undefined if only the bind password is set', () => {
    expect(read({ LDAP_BIND_PASSWORD: 'secret' }).seed).toBeUndefined();
  });

  it.each([
    ['ldaps://one', undefined, 'ldaps'],
    ['ldaps://one ldaps://two', ca, 'ldaps'],
    ['ldap://one', ca, 'starttls'],
    ['ldap://one', undefined, 'none'],
  ])('secures %s with the authority %s by %s', (LDAP_URL, LDAP_CA_FILE, mode) => {
    const { seed } = read({ LDAP_URL, ...(LDAP_CA_FILE && { LDAP_CA_FILE }) });
    expect(seed).toMatchObject({ dataPool: { tls: { mode } } });
  });
});

describe('notifications', () => {
  const mail = {
    NOTIFY_SMTP_URL: 'smtp://mail.example.org:587',
    NOTIFY_MAIL_FROM: 'IdM <idm@example.org>',
    NOTIFY_MAIL_TO: 'olga@example.org, oncall@example.org',
  };

  it('are sent where it is configured', () => {
    const webhook = { NOTIFY_WEBHOOK_URL: 'https://hooks.example.org/idm', NOTIFY_WEBHOOK_SECRET: 's'.repeat(24) };
    expect(
      read({ ...webhook, ...mail, PUBLIC_URL: 'https://idm.example.org/', NOTIFY_LANGUAGE: 'de' }).notifications,
    ).toEqual({
      language: 'de',
      publicUrl: 'https://idm.example.org',
      webhook: { url: webhook.NOTIFY_WEBHOOK_URL, secret: webhook.NOTIFY_WEBHOOK_SECRET },
      mail: {
        server: mail.NOTIFY_SMTP_URL,
        from: mail.NOTIFY_MAIL_FROM,
        to: ['olga@example.org', 'oncall@example.org'],
      },
    });
  });

  it.each([
    ['NOTIFY_WEBHOOK_URL', 'ftp://hooks.example.org'],
    ['NOTIFY_WEBHOOK_URL', 'https://user:secret@hooks.example.org'],
    ['NOTIFY_WEBHOOK_URL', 'http://169.254.169.254/latest'],
    ['NOTIFY_WEBHOOK_URL', 'http://[fe80::1]/'],
    ['NOTIFY_WEBHOOK_SECRET', 'short'],
    ['NOTIFY_SMTP_URL', 'mail.example.org'],
    ['NOTIFY_MAIL_FROM', 'nobody'],
    ['NOTIFY_MAIL_TO', 'one@example.org, two'],
  ])('are refused with %s=%s', (variable, value) => {
    expect(issuesOf({ [variable]: value })).toContain(variable);
  });

  it.each([
    ['NOTIFY_WEBHOOK_SECRET', { NOTIFY_WEBHOOK_URL: 'https://hooks.example.org' }],
    ['NOTIFY_MAIL_TO', { NOTIFY_SMTP_URL: mail.NOTIFY_SMTP_URL, NOTIFY_MAIL_FROM: mail.NOTIFY_MAIL_FROM }],
    ['NOTIFY_SMTP_URL', { NOTIFY_MAIL_TO: mail.NOTIFY_MAIL_TO, NOTIFY_MAIL_FROM: mail.NOTIFY_MAIL_FROM }],
  ])('need %s, too', (variable, variables) => {
    expect(() => read(variables)).toThrow(`${variable}: is required with`);
  });
});
