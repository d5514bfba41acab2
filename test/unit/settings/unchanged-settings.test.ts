import { describe, expect, it } from 'vitest';

import { SEED } from '../../../src/settings/saved-by.js';
import { aJob, directorySettings } from '../runs/job-fixture.js';

const byAda = { changedBy: 'ada' };
const byGrace = { changedBy: 'grace' };
const { bindPassword, ...withoutPassword } = directorySettings.dataPool;

describe('a save that changes nothing', () => {
  it.each([
    ['nothing', {}],
    ['the values that are stored', directorySettings],
    ['the same values without the password', { dataPool: withoutPassword }],
    ['the same password', { dataPool: { bindPassword } }],
    ['the same values with white space', { dataPool: { ...withoutPassword, baseDn: ' dc=example ' } }],
  ])('makes no new version: %s', async (_, settings) => {
    const { jobSettings, job } = aJob();
    await jobSettings.save(job, { settings: directorySettings, ...byAda });

    expect(await jobSettings.save(job, { settings, expectedVersion: 1, ...byGrace })).toMatchObject({
      ok: true,
      saved: { version: 1, changedBy: 'ada' },
    });
  });

  it.each([
    ['another password', { dataPool: { bindPassword: 'another' } }],
    ['another base', { dataPool: { baseDn: 'ou=people,dc=example' } }],
  ])('is told from one that changes %s', async (_, settings) => {
    const { jobSettings, job } = aJob();
    await jobSettings.save(job, { settings: directorySettings, ...byAda });

    expect(await jobSettings.save(job, { settings, ...byGrace })).toMatchObject({
      ok: true,
      saved: { version: 2, changedBy: 'grace' },
    });
  });

  it('is recognized, although an earlier version stored fewer settings', async () => {
    const { jobSettings, job, store } = aJob();
    await jobSettings.save(job, { settings: directorySettings, ...byAda });
    const { search, ...others } = (store.row?.value ?? {}) as Readonly<Record<string, object>>;
    const earlier = Object.entries(search ?? {}).filter(([name]) => name !== 'canaries');
    store.overwrite({ ...others, search: Object.fromEntries(earlier) });

    const saved = await jobSettings.save(job, { settings: directorySettings, ...byGrace });
    expect(saved).toMatchObject({ ok: true, saved: { version: 1, settings: { search: { canaries: [] } } } });
  });

  it('still finds out about a lost update', async () => {
    const { jobSettings, job } = aJob();
    await jobSettings.save(job, { settings: directorySettings, ...byAda });

    await expect(jobSettings.save(job, { settings: {}, expectedVersion: 0, ...byAda })).rejects.toMatchObject({
      code: 'SETTING_CHANGED',
    });
  });

  it('makes settings of a user out of a seed', async () => {
    const { jobSettings, job } = aJob();
    await jobSettings.save(job, { settings: directorySettings, changedBy: SEED });

    await jobSettings.save(job, { settings: directorySettings, ...byAda });
    expect(await jobSettings.show(job)).toMatchObject({ version: 2, changedBy: 'ada' });
  });
});
