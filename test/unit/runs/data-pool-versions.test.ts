import { beforeEach, expect, it } from 'vitest';

import { DataPoolsService } from '../../../src/runs/data-pools.service.js';
import { SettingConsequences } from '../../../src/runs/setting-consequences.service.js';
import { DataPoolSettingsService } from '../../../src/settings/data-pools/data-pool-settings.service.js';
import { DataPoolVersions } from '../../../src/settings/data-pools/data-pool-versions.service.js';
import { aJob } from './job-fixture.js';
import { keepVersions } from './keep-versions.js';

const SETTINGS = { urls: ['ldap://a.example'], bindDn: 'cn=reader', bindPassword: 'correct horse' };
const PEOPLE = new Map([
  ['staff', 30],
  ['interns', 4],
]);
const RECOGNIZED = { product: 'OpenLDAP', stableIdAttribute: 'entryUUID', since: new Date(5) };
const people = {
  withValues: () => Promise.resolve(new Map()),
  synchronized: ({ name }: { readonly name: string }) => Promise.resolve(PEOPLE.get(name) ?? 0),
};

function pools() {
  const { catalog, store, pools: rows, secrets, differences, job } = aJob();
  keepVersions(store);
  const settings = new DataPoolSettingsService(store, rows, secrets, differences);
  const none = {} as never;
  const service = new DataPoolsService(
    catalog,
    store,
    rows,
    settings,
    none,
    { start: () => Promise.resolve(), refresh: () => Promise.resolve() },
    none,
    none,
    none,
    new DataPoolVersions(store, rows, settings),
    new SettingConsequences(people as never),
    none,
    { recognized: (pool: string) => Promise.resolve(pool === 'plant' ? RECOGNIZED : undefined) } as never,
  );
  const addJob = (name: string) =>
    store.write({
      key: `batch-synchronization.${name}`,
      value: { process: job.symbolicName, dataPool: 'plant' },
      expectedVersion: 0,
      changedBy: null,
      invalidates: [],
    });
  return { service, addJob };
}

let fixture: ReturnType<typeof pools>;
beforeEach(async () => {
  fixture = pools();
  await fixture.service.create({ name: 'plant', description: '', changedBy: 'ada' });
  await fixture.service.save('plant', { settings: SETTINGS, changedBy: 'grace' });
});

it('the versions say who saved them, and what differs, without secrets', async () => {
  await fixture.service.save('plant', { settings: {}, description: 'The plant', changedBy: 'ada' });
  const { items, nextCursor } = await fixture.service.versions('plant');
  expect(nextCursor).toBeNull();
  expect(items.map(({ version, changedBy }) => [version, changedBy])).toEqual([
    [3, 'ada'],
    [2, 'grace'],
    [1, 'ada'],
  ]);
  expect(items[0]?.changes).toEqual([{ field: 'description', before: '', after: 'The plant', effect: 'none' }]);
  expect(items[1]?.changes?.map(({ field }) => field)).toEqual([
    'dataPool.urls',
    'dataPool.bindDn',
    'dataPool.bindPassword',
  ]);
  expect(items[2]?.changes).toBeNull();
  expect(JSON.stringify(items)).not.toContain('horse');
});

it('a version is compared with the one in force, and saved to restore it', async () => {
  await fixture.service.save('plant', { settings: { dialect: 'openLdap' }, changedBy: 'ada' });
  const found = await fixture.service.version('plant', 2);
  expect(found).toMatchObject({ version: 2, changedBy: 'grace', errors: [] });
  expect(found.changes.map(({ field, after }) => [field, after])).toEqual([['dataPool.dialect', 'automatic']]);
  expect(JSON.stringify(found)).not.toContain('horse');

  await fixture.service.save('plant', { settings: found.settings, changedBy: 'ada' });
  const { settings, version } = await fixture.service.get('plant');
  expect([settings['dialect'], settings['bindPasswordSet'], version]).toEqual(['automatic', true, 4]);
});

it('an unknown version is refused', async () => {
  await expect(fixture.service.version('plant', 7)).rejects.toMatchObject({ code: 'SETTINGS_VERSION_UNKNOWN' });
  await expect(fixture.service.versions('none')).rejects.toMatchObject({ code: 'DATA_POOL_UNKNOWN' });
});

it('a save is compared with the data pool in force, for the people of all its jobs', async () => {
  await fixture.addJob('staff');
  await fixture.addJob('interns');
  expect(await fixture.service.compare('plant', { dialect: 'openLdap', pageSize: 7 })).toEqual({
    ok: true,
    version: 2,
    changes: [
      { field: 'dataPool.dialect', before: 'automatic', after: 'openLdap', effect: 'people', people: 34 },
      { field: 'dataPool.pageSize', before: 200, after: 7, effect: 'none' },
    ],
  });
  expect(await fixture.service.compare('plant', { urls: ['http://wrong'] })).toMatchObject({ ok: false });
});

it('without a job, a save shapes nothing that runs write', async () => {
  expect(await fixture.service.compare('plant', { dialect: 'openLdap' })).toMatchObject({
    changes: [{ field: 'dataPool.dialect', effect: 'none' }],
  });
});

it('a data pool says which attribute identified its people, if a run was applied', async () => {
  expect(await fixture.service.get('plant')).toMatchObject({
    product: 'OpenLDAP',
    stableIdAttribute: 'entryUUID',
    stableIdSince: RECOGNIZED.since,
  });
  expect(await fixture.service.get('default')).toMatchObject({
    product: null,
    stableIdAttribute: null,
    stableIdSince: null,
  });
});
