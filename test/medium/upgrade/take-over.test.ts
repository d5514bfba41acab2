import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { Client as Database } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { Slapd } from '../../../scripts/slapd.js';
import { BIND_PASSWORD, PASSWORDS } from '../../fixtures/fixture-secrets.js';
import { Client, type RealHost, realHost } from '../host/real-host.js';
import { fixturePath, postgresDump, type ReleasedDatabase, type Row } from './released.js';

/** The last version that stored the data pool in the settings of the job. It kept versions of them. */
const VERSION = '0.4.0';
const JOB_KEY = 'batch-synchronization.LDAPAddonBatchSync';
const POOL_KEY = 'data-pool.default';
const SETTINGS = 'batch-synchronizations/LDAPAddonBatchSync/settings';
const WRONG = { SETTINGS_KEY: 'another settings key, 31415926535897932384' };

let folder: string;
let slapd: Slapd;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'take-over-'));
  slapd = await Slapd.start({
    folder: path.join(folder, 'slapd'),
    ldif: fixturePath({ version: VERSION, file: 'directory.ldif' }),
  });
});
afterAll(async () => {
  await slapd?.stop();
  rmSync(folder, { recursive: true, force: true });
});

let database: ReleasedDatabase;
let sealed: unknown;
const hosts: RealHost[] = [];
beforeEach(async () => {
  database = await postgresDump({ version: VERSION, file: 'applying.sql' }, slapd.url);
  sealed = (await settingRow(JOB_KEY)).dataPool?.['bindPassword'];
});
afterEach(async () => {
  await stopAll();
  await database?.drop();
});

const stopAll = () => Promise.all(hosts.splice(0).map((host) => host.stop()));

async function start(environment: Record<string, string> = {}): Promise<RealHost> {
  const host = await realHost({ ...database.environment, ...environment });
  hosts.push(host);
  return host;
}

const signIn = (host: RealHost) => Client.signIn(host, 'admin', PASSWORDS.admin);

async function settingRow(key: string): Promise<Row & { readonly dataPool?: Row }> {
  const rows = (await database.rows())['admin_setting'] ?? [];
  return (rows.find((row) => row['key'] === key)?.['value'] ?? {}) as Row;
}

const settingKeys = async () => ((await database.rows())['admin_setting'] ?? []).map(({ key }) => key);

async function check(admin: Client): Promise<Row> {
  return (await admin.post('data-pools/default/check').expect(200)).body;
}

describe('the data pool of a database of before', () => {
  it('keeps its password if the settings key is wrong at the first start', async () => {
    const wrong = await signIn(await start(WRONG));
    await wrong.post('data-pools/default/check').expect(409);
    await wrong.put('data-pools/default', { settings: { pageSize: 300 } }).expect(200);
    await wrong.put(SETTINGS, { settings: { search: { filter: '(uid=*)' } } }).expect(200);
    await stopAll();
    expect(await settingRow(POOL_KEY)).toMatchObject({ bindPassword: sealed, pageSize: 300 });

    const admin = await signIn(await start());
    expect(await check(admin)).toMatchObject({ ok: true });
  });

  it('is separated once by two processes that start at the same time', async () => {
    await Promise.all([start(), start()]);
    const admins = await Promise.all(hosts.map(signIn));
    for (const admin of admins) expect(await check(admin)).toMatchObject({ ok: true });
    await stopAll();

    expect(await settingKeys()).toEqual([JOB_KEY, POOL_KEY]);
    expect(await settingRow(JOB_KEY)).toMatchObject({ dataPool: 'default', search: { filter: expect.any(String) } });
    expect(await settingRow(POOL_KEY)).toMatchObject({ urls: [slapd.url], bindPassword: sealed });
  });
});

describe('versions of the settings of before', () => {
  it('are shown and compared with their data pool, and restored', async () => {
    const admin = await signIn(await start());
    const { body: versions } = await admin.get(`${SETTINGS}/versions`).expect(200);
    const fieldsOf = (items: readonly Row[]) => items.map(({ field }) => field);
    expect(versions.items.map(({ version }: Row) => version)).toEqual([5, 4, 3, 2, 1]);
    expect(fieldsOf(versions.items[1].changes)).toEqual(['search.filter']);

    const { body: version } = await admin.get(`${SETTINGS}/versions/4`).expect(200);
    expect(version).toMatchObject({ settings: { search: { filter: '(uid=nobody)' } }, errors: [] });
    expect(fieldsOf(version.changes)).toEqual(['dataPool.urls', 'search.filter']);
    expect(version.settings.dataPool).toMatchObject({ bindDn: 'cn=reader,dc=example,dc=org', bindPasswordSet: true });
    expect(JSON.stringify(version)).not.toContain(sealed);

    // Its server is another one than today: the password does not go there.
    const { body: refused } = await admin.put(SETTINGS, { settings: version.settings }).expect(400);
    expect(fieldsOf(refused.errors)).toEqual(['dataPool.bindPassword']);
    const dataPool = { ...version.settings.dataPool, urls: [slapd.url] };
    const { body: restored } = await admin.put(SETTINGS, { settings: { ...version.settings, dataPool } }).expect(200);
    expect(restored).toMatchObject({ settings: { dataPool: 'default', search: { filter: '(uid=nobody)' } } });
    expect(await check(admin)).toMatchObject({ ok: true });
  });
});

describe('a seed of before without filter and mapping', () => {
  const SEEDED = `update admin_setting set changed_by = '<seed>', value = jsonb_set(value, '{dataPool,filter}', '"(objectClass=inetOrgPerson)"')`;
  const NEVER_RUN = `update batch_run set status = 'failed', reason_code = 'UNEXPECTED' where status like 'succeeded%'`;

  async function filterAfter(...statements: readonly string[]): Promise<unknown> {
    const client = new Database(database.environment['DATABASE_URL']);
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
    const { url, baseDn, readerDn } = slapd;
    const seed = { LDAP_URL: url, LDAP_BASE_DN: baseDn, LDAP_BIND_DN: readerDn, LDAP_BIND_PASSWORD: BIND_PASSWORD };
    const admin = await signIn(await start(seed));
    const { body } = await admin.get(SETTINGS).expect(200);
    return body.settings.search.filter;
  }

  it('keeps what runs have found people with', async () => {
    expect(await filterAfter(SEEDED)).toBe('(objectClass=inetOrgPerson)');
  });

  it('fits the product of the directory if no run has succeeded yet', async () => {
    expect(await filterAfter(SEEDED, NEVER_RUN)).toBe('');
  });
});
