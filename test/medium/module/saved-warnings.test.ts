import { expect, it } from 'vitest';

import { DataPools } from '../../../src/index.js';
import { Host, JOB, pgliteDatabase } from './a-host.js';

it('a save tells what has no effect or is probably not meant, and stores it', async () => {
  const host = await Host.start(await pgliteDatabase(), { work: false });
  const dataPool = { urls: ['ldaps://directory.example.org:389'], tls: { mode: 'ldaps' } };
  const search = {
    bases: [{ dn: 'ou=people,dc=example', scope: 'subtree' }],
    exclusions: [{ dn: 'ou=leavers,dc=example', kind: 'exclude' }],
  };
  const mapping = [
    { attribute: 'uid', field: 'userName', required: true },
    { attribute: 'userPassword', field: 'lastName', required: false },
  ];
  const settings = { dataPool, search, mapping, matching: ['employeeNumber', 'userName'] };

  expect(await host.jobs.saveSettings(JOB, { settings, changedBy: 'ada' })).toMatchObject({
    ok: true,
    saved: { settings: { dataPool: 'default', search } },
    warnings: [
      { field: 'dataPool.urls.0', code: 'ldapUrlUnusualPort', params: { port: '389', usual: '636' } },
      { field: 'search.exclusions.0.dn', code: 'containerOutsideBases', params: { dn: 'ou=leavers,dc=example' } },
      { field: 'mapping.1.field', code: 'secretMapped', params: { attribute: 'userPassword', target: 'lastName' } },
      { field: 'matching.0', code: 'matchingNotMapped', params: { target: 'employeeNumber' } },
    ],
  });
  await host.jobs.create({ name: 'plant', description: '', dataPool: 'default', changedBy: 'ada' });
  const otherMapping = [{ attribute: 'cn', field: 'userName', required: true }];
  const ofPlant = { search: { ...search, exclusions: [] }, mapping: otherMapping, matching: [] };
  expect(await host.jobs.saveSettings(JOB, { settings: { search: ofPlant.search }, changedBy: 'ada' })).toBeTruthy();
  expect(await host.jobs.saveSettings('plant', { settings: ofPlant, changedBy: 'ada' })).toMatchObject({
    warnings: expect.arrayContaining([
      expect.objectContaining({ field: 'search.bases', code: 'searchOfOtherJob', params: { job: JOB } }),
    ]) as unknown,
  });
  const pool = await host.app.get(DataPools).get('default');
  expect(pool.settings).toMatchObject({ urls: ['ldaps://directory.example.org:389'] });
  await host.stop();
});
