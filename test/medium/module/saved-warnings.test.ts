import { expect, it } from 'vitest';

import { DataPools } from '../../../src/index.js';
import { Host, JOB, pgliteDatabase } from './a-host.js';

it('a save tells that a port is usually the one of the other scheme and that no base contains an exclusion, and stores both', async () => {
  const host = await Host.start(await pgliteDatabase(), { work: false });
  const dataPool = { urls: ['ldaps://directory.example.org:389'], tls: { mode: 'ldaps' } };
  const search = {
    bases: [{ dn: 'ou=people,dc=example', scope: 'subtree' }],
    exclusions: [{ dn: 'ou=leavers,dc=example', kind: 'exclude' }],
  };

  expect(await host.jobs.saveSettings(JOB, { settings: { dataPool, search }, changedBy: 'ada' })).toMatchObject({
    ok: true,
    saved: { settings: { dataPool: 'default', search } },
    warnings: [
      { field: 'dataPool.urls.0', code: 'ldapUrlUnusualPort', params: { port: '389', usual: '636' } },
      { field: 'search.exclusions.0.dn', code: 'containerOutsideBases', params: { dn: 'ou=leavers,dc=example' } },
    ],
  });
  const { settings } = await host.app.get(DataPools).get('default');
  expect(settings).toMatchObject({ urls: ['ldaps://directory.example.org:389'] });
  await host.stop();
});
