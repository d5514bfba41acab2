import { afterAll, beforeAll, expect, it, vi } from 'vitest';

import { createDatabase, type TestDatabase } from '../../services/postgres.js';
import { Directory } from '../module/a-directory.js';
import { Client, givenPasswords, type RealHost, realHost } from './real-host.js';

const GOOD = 30;
const BAD = 15;
const SOON = { timeout: 60_000, interval: 50 };

/** A user name with a character that cannot be seen. */
const withInvalidName = (name: string) => `${name}\u200B`;

let directory: Directory;
let database: TestDatabase;
let host: RealHost;
beforeAll(async () => {
  directory = await Directory.withPeople(GOOD);
  for (let number = 0; number < BAD; number++) await directory.addPerson(withInvalidName(`bad${number}`));
  database = await createDatabase();
  const { url, readerDn, readerPassword, baseDn } = directory.slapd;
  host = await realHost({
    DATABASE_URL: database.url,
    SETTINGS_KEY: 'a settings key for tests, 0123456789',
    LDAP_URL: url,
    LDAP_BIND_DN: readerDn,
    LDAP_BIND_PASSWORD: readerPassword,
    LDAP_BASE_DN: baseDn,
    ...givenPasswords,
  });
});
afterAll(async () => {
  await host?.stop();
  await database?.drop();
  await directory?.stop();
});

it('the accounts of the host do not make guards judge a first import; later, what was a problem before stops no run', async () => {
  const operator = await Client.signIn(host, 'operator');
  const run = async () => {
    const { body } = await operator.post('batch-synchronizations/LDAPAddonBatchSync/runs', { mode: 'apply' });
    const shown = async () => (await operator.get(`runs/${body.id}`).expect(200)).body;
    await vi.waitUntil(async () => (await shown()).endedAt !== null, SOON);
    return shown();
  };
  const counts = { read: GOOD + BAD, problems: BAD };
  expect(await run()).toMatchObject({ status: 'succeeded-with-problems', counts: { ...counts, created: GOOD } });
  expect(await run()).toMatchObject({ status: 'succeeded-with-problems', counts: { ...counts, unchanged: GOOD } });

  for (let number = 0; number < BAD; number++) await directory.addPerson(withInvalidName(`worse${number}`));
  expect(await run()).toMatchObject({ status: 'stopped', reason: { code: 'TOO_MANY_PROBLEMS' } });
});
