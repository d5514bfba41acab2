import { afterAll, beforeAll, expect, it } from 'vitest';

import type { DialectChoice } from '../../../src/settings/schema/data-pool-settings.js';
import { FREE_IPA_SCHEMA, freeIpaLdif } from '../../services/free-ipa.js';
import { Host, type HostDatabase, JOB, postgresDatabase } from '../module/a-host.js';
import { aDirectoryServer389, securePoolOf } from './test-servers.js';

const server = await aDirectoryServer389({
  schema: FREE_IPA_SCHEMA,
  ldif: freeIpaLdif('dc=example,dc=org', { ada: 'users', grace: 'users', joan: 'users' }),
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

it('a directory that is suddenly taken for another product makes nobody new', async () => {
  expect(await host.run()).toMatchObject({
    counts: { created: 3 },
    readReport: { stableIdAttribute: 'ipaUniqueID' },
  });

  await choose('automatic');
  for (const mode of ['plan', 'apply'] as const) {
    expect(await host.run(mode)).toMatchObject({
      status: 'stopped',
      reason: { code: 'STABLE_ID_CHANGED', params: { used: 'ipaUniqueID', found: 'nsUniqueId' } },
    });
  }

  await choose('freeIpa');
  expect(await host.run()).toMatchObject({ status: 'succeeded', counts: { unchanged: 3 } });
});

it('whoever names the product decides', async () => {
  await choose('directoryServer');
  const { reason } = await host.run();
  expect(reason?.code).not.toBe('STABLE_ID_CHANGED');
});
