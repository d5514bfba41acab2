import { expect, it } from 'vitest';

import { DataPools } from '../../../src/index.js';
import { Host, JOB, pgliteDatabase } from './a-host.js';

it('a save tells that a port is usually the one of the other scheme, and stores the address', async () => {
  const host = await Host.start(await pgliteDatabase(), { work: false });
  const dataPool = { urls: ['ldaps://directory.example.org:389'], tls: { mode: 'ldaps' }, baseDn: 'dc=example' };

  expect(await host.jobs.saveSettings(JOB, { settings: { dataPool }, changedBy: 'ada' })).toMatchObject({
    ok: true,
    saved: { settings: { dataPool: 'default' } },
    warnings: [{ field: 'dataPool.urls.0', code: 'ldapUrlUnusualPort', params: { port: '389', usual: '636' } }],
  });
  const { settings } = await host.app.get(DataPools).get('default');
  expect(settings).toMatchObject({ urls: ['ldaps://directory.example.org:389'] });
  await host.stop();
});
