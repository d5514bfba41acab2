import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { EntityManager } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { rekeyHost } from '../../../src/host/rekey/rekey-host.js';
import { SecretBox } from '../../../src/index.js';
import { createDatabase, type TestDatabase } from '../../services/postgres.js';
import { Client, givenPasswords, realHost } from './real-host.js';

const OLD = 'the old settings key, 48151623420815';
const NEW = 'the new settings key, 23571113171923';
const PLACE = 'data-pool.default/dataPool.bindPassword';
const SECRET = 'the password of the reader';
const seed = {
  LDAP_URL: 'ldap://127.0.0.1:1',
  LDAP_BIND_DN: 'cn=reader',
  LDAP_BIND_PASSWORD: SECRET,
  LDAP_BASE_DN: 'dc=example',
};

let folder: string;
let database: TestDatabase;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'rekey-'));
  database = await createDatabase();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database?.drop();
});

const rekey = (environment: Record<string, string>, oldKey?: string) =>
  rekeyHost({ environment, user: 'ada', askOldKey: () => Promise.resolve(oldKey) });

/** What a host sees: the decrypted secret, whether a session still exists, and who changed the key. */
async function seenBy(environment: Record<string, string>, token?: Client) {
  const host = await realHost({ ...environment, ...givenPasswords });
  try {
    const em = host.app.get(EntityManager).fork() as SqlEntityManager;
    const [row] = await em.execute<{ sealed: string }[]>(
      `select value ->> 'bindPassword' as sealed from admin_setting where key = 'data-pool.default'`,
    );
    const secret = host.app.get(SecretBox, { strict: false }).open(row?.sealed ?? '', PLACE);
    const [event] = await em.execute(`select who, "by", subject from audit_event where what = 'key.rekey' order by id`);
    return { secret, session: token && (await token.at(host).get('session')).status, event };
  } finally {
    await host.stop();
  }
}

describe('with the embedded database and its key file', () => {
  const files = () => readdirSync(folder).filter((name) => name.startsWith('settings.key'));
  const key = () => readFileSync(path.join(folder, 'settings.key'), 'utf8');

  it('a host that runs is left alone; otherwise there is a new key, and all sessions end', async () => {
    const host = await realHost({ DATA_DIR: folder, ...seed, ...givenPasswords });
    const admin = await Client.signIn(host, 'admin');
    const before = key();
    await expect(rekey({ DATA_DIR: folder })).rejects.toMatchObject({ name: 'DataFolderInUse' });
    expect(files()).toEqual(['settings.key']);
    await host.stop();

    expect(await rekey({ DATA_DIR: folder })).toEqual({ reencrypted: 1, unchanged: 0 });
    expect(files()).toEqual(['settings.key']);
    expect(key()).not.toBe(before);
    expect(await seenBy({ DATA_DIR: folder }, admin)).toEqual({
      secret: SECRET,
      session: 401,
      event: { who: 'ada', by: 'command-line', subject: { values: 1 } },
    });
  });

  it('an interrupted change is reported at start, and completed by another attempt', async () => {
    const next = `${NEW}, for a file`;
    writeFileSync(path.join(folder, 'settings.key.new'), `${next}\n`);
    await expect(realHost({ DATA_DIR: folder })).rejects.toThrow('was interrupted. Run "ldap-batch-sync rekey"');
    expect(await rekey({ DATA_DIR: folder })).toEqual({ reencrypted: 1, unchanged: 0 });
    // As after a crash between the commit and the renaming of the file.
    writeFileSync(path.join(folder, 'settings.key.new'), `${next}\n`);
    writeFileSync(path.join(folder, 'settings.key'), `${OLD}\n`);
    expect(await rekey({ DATA_DIR: folder })).toEqual({ reencrypted: 0, unchanged: 1 });
    expect(key()).toBe(`${next}\n`);
    expect(files()).toEqual(['settings.key']);
    expect((await seenBy({ DATA_DIR: folder })).secret).toBe(SECRET);
  });
});

describe('on PostgreSQL', () => {
  const environment = () => ({ DATABASE_URL: database.url, DATA_DIR: folder });

  it('nothing changes beside a running host', async () => {
    const host = await realHost({ ...environment(), SETTINGS_KEY: OLD, ...seed, ...givenPasswords });
    try {
      const keys = { SETTINGS_KEY: NEW, SETTINGS_KEY_OLD: OLD };
      await expect(rekey({ ...environment(), ...keys })).rejects.toThrow('Stop them first');
    } finally {
      await host.stop();
    }
  });

  it.each([
    ['a new key that is weak', { SETTINGS_KEY: 'k'.repeat(40), SETTINGS_KEY_OLD: OLD }, 'openssl rand -base64 32'],
    ['no new key', { SETTINGS_KEY_OLD: OLD }, 'SETTINGS_KEY: must be the new key'],
    ['no old key', { SETTINGS_KEY: NEW }, 'SETTINGS_KEY_OLD'],
    ['the wrong old key', { SETTINGS_KEY: NEW, SETTINGS_KEY_OLD: `${OLD}!` }, PLACE],
  ])('%s is refused, and nothing changes', async (_, keys, reason) => {
    await expect(rekey({ ...environment(), ...keys })).rejects.toThrow(reason);
  });

  it('earlier versions get the new key, too, unless neither key decrypts them', async () => {
    const kept = await createDatabase();
    const at = { DATABASE_URL: kept.url, DATA_DIR: folder };
    const host = await realHost({ ...at, SETTINGS_KEY: OLD, ...seed, ...givenPasswords });
    const em = host.app.get(EntityManager).fork() as SqlEntityManager;
    const admin = await Client.signIn(host, 'admin');
    const settings = `batch-synchronizations/LDAPAddonBatchSync/settings`;
    await admin.put(settings, { settings: { dataPool: { bindPassword: 'another' } } }).expect(200);
    await em.execute(
      `insert into admin_setting_version select key, 9, jsonb_set(value, '{bindPassword}', '"lost"'), now(), 'ada'
       from admin_setting where key = 'data-pool.default'`,
    );
    await host.stop();

    const keys = { SETTINGS_KEY: NEW, SETTINGS_KEY_OLD: OLD };
    expect(await rekey({ ...at, ...keys })).toEqual({ reencrypted: 2, unchanged: 0 });
    const again = await realHost({ ...at, SETTINGS_KEY: NEW, ...givenPasswords });
    const rows = await (again.app.get(EntityManager).fork() as SqlEntityManager).execute<{ sealed: string }[]>(
      `select value ->> 'bindPassword' as sealed from admin_setting_version
       where key = 'data-pool.default' order by version`,
    );
    const box = again.app.get(SecretBox, { strict: false });
    expect(box.open(rows[0]?.sealed ?? '', PLACE)).toBe(SECRET);
    expect(rows[1]?.sealed).toBe('lost');
    const { body } = await (await Client.signIn(again, 'admin')).get(`${settings}/versions/1`).expect(200);
    expect(JSON.stringify(body)).not.toMatch(new RegExp(`${SECRET}|bindPassword"`));
    await again.stop();
    await kept.drop();
  });

  it('all secrets are encrypted with the new key, once', async () => {
    expect((await seenBy({ ...environment(), SETTINGS_KEY: OLD })).secret).toBe(SECRET);
    expect(await rekey({ ...environment(), SETTINGS_KEY: NEW }, OLD)).toEqual({ reencrypted: 1, unchanged: 0 });
    expect(await rekey({ ...environment(), SETTINGS_KEY: NEW }, OLD)).toEqual({ reencrypted: 0, unchanged: 1 });
    expect((await seenBy({ ...environment(), SETTINGS_KEY: NEW })).secret).toBe(SECRET);
  });
});

describe('a weak key', () => {
  const weak = 'k'.repeat(40);

  it('is refused for a new installation, with the way to make one', async () => {
    const fresh = await createDatabase();
    await expect(realHost({ DATABASE_URL: fresh.url, SETTINGS_KEY: weak })).rejects.toThrow('openssl rand -base64 32');
    await fresh.drop();
  });
});
