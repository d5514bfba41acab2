import { afterAll, beforeAll, expect, it } from 'vitest';

import { DataPools } from '../../../src/index.js';
import type { DialectChoice } from '../../../src/settings/schema/data-pool-settings.js';
import { FREE_IPA_SCHEMA, freeIpaLdif } from '../../services/free-ipa.js';
import { ldif } from '../../services/people.js';
import { Host, type HostDatabase, JOB, postgresDatabase } from '../module/a-host.js';
import { aDirectoryServer389, securePoolOf } from './test-servers.js';

const server = await aDirectoryServer389({
  schema: FREE_IPA_SCHEMA,
  ldif:
    freeIpaLdif('dc=example,dc=org', { ada: 'users', grace: 'users', joan: 'users' }) +
    // Who is not of FreeIPA has no ipaUniqueID.
    ldif('uid=barbara,dc=example,dc=org', {
      objectClass: 'inetOrgPerson',
      uid: 'barbara',
      cn: 'barbara',
      sn: 'barbara',
    }),
});

let database: HostDatabase;
let host: Host;

beforeAll(async () => {
  database = await postgresDatabase();
  const source = securePoolOf(server, { filter: '(objectClass=ipaObject)', dialect: 'freeIpa' });
  const mapping = [{ attribute: 'uid', field: 'userName', required: true }];
  host = await Host.start(database, { seed: { ...source, mapping } });
});

afterAll(async () => {
  await host.stop();
  await database.drop();
});

async function choose(dialect: DialectChoice): Promise<void> {
  await host.jobs.saveSettings(JOB, { settings: { dataPool: { dialect } }, changedBy: 'test' });
}

async function pool() {
  const { product, stableIdAttribute, stableIdSince } = await host.app.get(DataPools).get('default');
  return { product, stableIdAttribute, stableIdSince };
}

it('a directory that is suddenly taken for another product makes nobody new', async () => {
  const first = await host.run();
  expect(first).toMatchObject({ counts: { created: 3 }, readReport: { stableIdAttribute: 'ipaUniqueID' } });

  await choose('automatic');
  for (const mode of ['plan', 'apply'] as const) {
    expect(await host.run(mode)).toMatchObject({
      status: 'stopped',
      reason: { code: 'STABLE_ID_CHANGED', params: { used: 'ipaUniqueID', found: 'nsUniqueId' } },
    });
  }

  await choose('freeIpa');
  const last = await host.run();
  expect(last).toMatchObject({ status: 'succeeded', counts: { unchanged: 3 } });
  expect(await pool()).toEqual({ product: 'FreeIPA', stableIdAttribute: 'ipaUniqueID', stableIdSince: first.endedAt });
});

it('whoever names the product decides', async () => {
  await choose('directoryServer');
  const run = await host.run();
  expect(run.reason?.code).not.toBe('STABLE_ID_CHANGED');
  const stableIdSince = run.endedAt;
  expect(await pool()).toEqual({ product: '389 Directory Server', stableIdAttribute: 'nsUniqueId', stableIdSince });
});

it('whoever names a kind of directory by which only some people have another stable id is told which one was used', async () => {
  await host.jobs.saveSettings(JOB, {
    settings: { dataPool: { dialect: 'ldap' }, search: { filter: '(objectClass=inetOrgPerson)' } },
    changedBy: 'test',
  });
  const params = { used: 'nsUniqueId', found: 'ipaUniqueID', because: 'some' };
  expect(await host.run('plan')).toMatchObject({ status: 'stopped', reason: { code: 'STABLE_ID_CHANGED', params } });
});

it('whoever names a product whose stable id no entry has is told which one was used', async () => {
  await choose('activeDirectory');
  expect(await host.run()).toMatchObject({
    status: 'stopped',
    reason: { code: 'STABLE_ID_CHANGED', params: { used: 'nsUniqueId', because: 'missing' } },
  });
});
