import { describe, expect, it } from 'vitest';

import { assertRunnable } from '../../../src/settings/assert-runnable.js';
import { aJob, directorySettings } from '../runs/job-fixture.js';

describe('the seed of the settings', () => {
  it('is stored once', async () => {
    const { jobSettings, job, start } = aJob(directorySettings);
    await start();
    await jobSettings.save(job, { settings: { dataPool: { baseDn: 'dc=other' } }, changedBy: 'ada' });
    await start();

    expect(await jobSettings.show(job)).toMatchObject({
      version: 2,
      settings: { search: { bases: [{ dn: 'dc=other', scope: 'subtree' }] } },
    });
  });

  it('a different one replaces the previous one completely, and an equal one writes nothing', async () => {
    const { store, start, storeSeed, jobSettings, job } = aJob(directorySettings);
    await start();
    await storeSeed(structuredClone(directorySettings));
    expect(await jobSettings.show(job)).toMatchObject({ version: 1, changedBy: null });

    await storeSeed({ dataPool: { urls: ['ldap://next'], baseDn: 'dc=next' } });
    expect(await jobSettings.current(job)).toMatchObject({
      settingsVersion: 2,
      settings: { dataPool: { urls: ['ldap://next'], bindDn: '', bindPassword: '' } },
    });

    await storeSeed({ dataPool: { bindPassword: 'for an import' } });
    expect(await jobSettings.show(job)).toMatchObject({ version: 2 });

    const renewed = { dataPool: { ...directorySettings.dataPool, bindPassword: 'renewed' } };
    await storeSeed(renewed);
    expect(assertRunnable(await jobSettings.current(job)).dataPool.bindPassword).toBe('renewed');
    expect(store.row?.version).toBe(3);
  });

  it.each(['ada', null])('never replaces saved settings: saved by %s', async (changedBy) => {
    const { start, storeSeed, jobSettings, job } = aJob(directorySettings);
    await start();
    await jobSettings.save(job, { settings: { schedule: { expression: '0 0 3 * * *' } }, changedBy });
    await storeSeed({ dataPool: { urls: ['ldap://next'], baseDn: 'dc=next' } });

    expect(await jobSettings.show(job)).toMatchObject({ version: 2, changedBy });
    expect((await jobSettings.current(job)).settings.dataPool.urls).toEqual(directorySettings.dataPool.urls);
  });

  it('never replaces a data pool that was saved, and what it leaves open is asked of its servers', async () => {
    const { storeSeed, pools, store, jobSettings, job } = aJob();
    await storeSeed(directorySettings);
    const pool = await pools.read('default');
    await store.write(pools.toWrite({ ...pool?.dataPool, urls: ['ldap://mended'] }, pool, 'ada'));
    const asked: unknown[] = [];
    await storeSeed(directorySettings, {
      usualAttributes: ({ dataPool }) => {
        asked.push(dataPool.urls);
        return Promise.resolve({ userName: 'sAMAccountName' });
      },
      hasRun: () => Promise.resolve(false),
    });

    expect(asked).toEqual([['ldap://mended']]);
    const { dataPool, search, mapping } = (await jobSettings.current(job)).settings;
    expect(dataPool.urls).toEqual(['ldap://mended']);
    expect(dataPool.bindPassword).toBe(directorySettings.dataPool.bindPassword);
    expect(search.bases).toHaveLength(1);
    expect(mapping[0]).toMatchObject({ attribute: 'sAMAccountName' });
    expect((await pools.read('default'))?.row).toMatchObject({ version: 2, changedBy: 'ada' });
  });

  it('one that another process stored first is accepted', async () => {
    const { store, start, jobSettings, job } = aJob(directorySettings);
    store.concurrentSaves = 1;

    await start();
    expect(await jobSettings.show(job)).toMatchObject({ version: 1, changedBy: 'other' });
  });

  it('an invalid one is refused with its field', async () => {
    const { start } = aJob({ dataPool: { ...directorySettings.dataPool, filter: '(uid=' } });

    await expect(start()).rejects.toMatchObject({
      code: 'OPTIONS_INVALID',
      params: { option: 'seed.search.filter' },
    });
  });
});
