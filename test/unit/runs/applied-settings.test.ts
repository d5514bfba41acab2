import { expect, it } from 'vitest';

import { AppliedSettingsComparison } from '../../../src/runs/applied-settings.service.js';
import { sectionHashes } from '../../../src/settings/section-hashes.js';
import { FakeRunHistory } from './fake-runs.js';
import { aJob, directorySettings } from './job-fixture.js';

/** A job whose settings were applied as they are. */
async function applied() {
  const fixture = aJob(directorySettings);
  await fixture.start();
  const { job, jobSettings, store } = fixture;
  const history = new FakeRunHistory();
  const { settings, stored } = await jobSettings.current(job);
  const first = stored!;
  const { version, dataPoolVersion } = first;
  history.applied = { version, dataPool: 'default', dataPoolVersion, sections: sectionHashes(settings) };
  const [row, pool] = [await store.read(job.settingKey), await store.read('data-pool.default')];
  store.versions = async (key) => [key === job.settingKey ? row! : pool!];
  const save = (part: Readonly<Record<string, unknown>>) => jobSettings.save(job, { settings: part, changedBy: 'ada' });
  const changes = () => new AppliedSettingsComparison(jobSettings, store, fixture.rows, history).changesSince(job);
  return { history, save, changes };
}

it('lists what has changed since the last applied run, with old and new values', async () => {
  const { save, changes } = await applied();
  expect(await changes()).toEqual([]);
  await save({ dataPool: { filter: '(uid=a*)' }, schedule: { enabled: true } });
  expect(await changes()).toMatchObject([
    { field: 'search.filter', before: expect.any(String), after: '(uid=a*)', effect: 'people' },
  ]);
});

it('does not know what has changed before the first run, and without the version that it used', async () => {
  const { history, save, changes } = await applied();
  await save({ dataPool: { filter: '(uid=a*)' } });
  const known = history.applied!;
  history.applied = { ...known, version: 7 };
  expect(await changes()).toBeNull();
  history.applied = { ...known, sections: { ...known.sections, search: 'another' } };
  expect(await changes()).toBeNull();
  history.applied = undefined;
  expect(await changes()).toBeNull();
});
