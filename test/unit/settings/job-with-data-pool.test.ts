import { expect, it, vi } from 'vitest';

import { aJob, directorySettings } from '../runs/job-fixture.js';

it('a job and its data pool are read in one call, so that nothing is saved in between', async () => {
  const { store, jobSettings, job, rows, pools } = aJob();
  await jobSettings.save(job, { settings: directorySettings, changedBy: 'ada' });
  const readAll = vi.spyOn(store, 'readAll');
  expect(await rows.read(job)).toMatchObject({ version: 1, dataPoolVersion: 1 });
  expect(readAll.mock.calls).toEqual([[[job.settingKey, 'data-pool.default']]]);

  await store.write(pools.toWrite({ name: 'plant', urls: ['ldap://plant.example'] }, undefined, 'ada'));
  await jobSettings.save(job, {
    settings: { dataPool: { name: 'plant', bindDn: '', bindPassword: null } },
    changedBy: 'ada',
  });
  readAll.mockClear();
  expect(await rows.read(job)).toMatchObject({
    value: { dataPool: { name: 'plant', urls: ['ldap://plant.example'] } },
  });
  expect(readAll.mock.lastCall).toEqual([[job.settingKey, 'data-pool.plant']]);
});
