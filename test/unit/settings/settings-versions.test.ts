import { beforeEach, describe, expect, it } from 'vitest';

import { DataPoolSettingsService } from '../../../src/settings/data-pools/data-pool-settings.service.js';
import { SEED } from '../../../src/settings/saved-by.js';
import { SettingsVersions } from '../../../src/settings/settings-versions.service.js';
import { aJob, directorySettings } from '../runs/job-fixture.js';
import { keepVersions } from '../runs/keep-versions.js';

/** A job whose store keeps each version. */
function aJobWithVersions() {
  const fixture = aJob();
  const kept = keepVersions(fixture.store);
  const { store, jobSettings, rows, pools, secrets, differences } = fixture;
  const poolSettings = new DataPoolSettingsService(store, pools, secrets, differences);
  const versions = new SettingsVersions(store, jobSettings, rows, pools, poolSettings);
  return { ...fixture, kept, poolSettings, versions };
}

let job: ReturnType<typeof aJobWithVersions>;
const of = (filter: string) => ({ dataPool: { ...directorySettings.dataPool, filter } });

beforeEach(() => {
  job = aJobWithVersions();
});

describe('the versions of settings', () => {
  it('are listed newest first, page by page', async () => {
    for (const [index, who] of ['ada', 'grace', 'ada'].entries())
      await job.jobSettings.save(job.job, { settings: of(`(uid=${index})`), changedBy: who });

    const first = await job.versions.page(job.job, { limit: 2 });
    expect(first).toMatchObject({
      items: [
        { version: 3, changedBy: 'ada' },
        { version: 2, changedBy: 'grace' },
      ],
    });
    expect(first.nextCursor).toEqual(expect.any(String));
    const second = await job.versions.page(job.job, { limit: 2, cursor: first.nextCursor ?? '' });
    expect(second).toMatchObject({ items: [{ version: 1, changedBy: 'ada' }], nextCursor: null });
  });

  it.each(['', '0', '-1', '1e3', 'x', '99999999999'])('have no page at %j', async (cursor) => {
    await expect(job.versions.page(job.job, { cursor })).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
  });

  it('are shown without secrets, and with the errors that they would have today', async () => {
    await job.jobSettings.save(job.job, { settings: of('(uid=1)'), changedBy: 'ada' });
    const shown = await job.versions.get(job.job, 1);
    expect(shown).toMatchObject({
      version: 1,
      changedBy: 'ada',
      settings: { dataPool: 'default', search: { filter: '(uid=1)' } },
      errors: [],
    });
    expect(JSON.stringify(shown)).not.toContain('bindPassword');

    job.kept.push({ ...job.kept[0]!, version: 2, changedBy: SEED, value: { schedule: { expression: 'never' } } });
    expect(await job.versions.get(job.job, 2)).toMatchObject({
      version: 2,
      changedBy: null,
      errors: [{ field: 'schedule.expression' }],
    });
  });

  it('that do not exist are unknown', async () => {
    const unknown = { code: 'SETTINGS_VERSION_UNKNOWN', params: { version: 1 } };
    await expect(job.versions.get(job.job, 1)).rejects.toMatchObject(unknown);
  });
});

describe('a version', () => {
  const saveFilter = (filter: string, more: object = {}) =>
    job.jobSettings.save(job.job, {
      settings: { dataPool: { ...directorySettings.dataPool, filter, ...more } },
      changedBy: 'ada',
    });

  it('says what differs from the one before, with what was saved of its data pool together with it', async () => {
    await saveFilter('(uid=1)');
    await saveFilter('(uid=2)', { bindPassword: 'another' });
    await saveFilter('(uid=2)', { bindPassword: 'another', pageSize: 7 });
    const { items } = await job.versions.page(job.job, {});
    expect(items.map(({ changes }) => changes?.map(({ field }) => field))).toEqual([
      ['dataPool.pageSize'],
      ['search.filter', 'dataPool.bindPassword'],
      undefined,
    ]);
    expect(JSON.stringify(items)).not.toContain('another');
  });

  it('does not name what was saved of the data pool alone', async () => {
    await saveFilter('(uid=1)');
    const pool = await job.pools.read('default');
    await job.poolSettings.save('default', pool, { settings: { pageSize: 7 }, changedBy: 'ada' });
    await saveFilter('(uid=2)', { pageSize: 7 });
    const { items } = await job.versions.page(job.job, {});
    expect(items[0]?.changes?.map(({ field }) => field)).toEqual(['search.filter']);
  });

  it('says what would change if it were saved now', async () => {
    await saveFilter('(uid=1)');
    await saveFilter('(uid=2)');
    expect((await job.versions.get(job.job, 1)).changes).toEqual([
      { field: 'search.filter', before: '(uid=2)', after: '(uid=1)', effect: 'people' },
    ]);
    expect((await job.versions.get(job.job, 2)).changes).toEqual([]);
  });

  it('would not change the password, which stays when it is restored', async () => {
    await saveFilter('(uid=1)');
    await saveFilter('(uid=1)', { bindPassword: 'another' });
    expect((await job.versions.get(job.job, 1)).changes).toEqual([]);
    const { items } = await job.versions.page(job.job, {});
    const password = { field: 'dataPool.bindPassword', before: null, after: null, effect: 'none' };
    expect(items[0]?.changes).toEqual([password]);
  });
});

describe('unsaved settings', () => {
  const compare = (dataPool: object) => job.jobSettings.compare(job.job, { dataPool });

  it('are compared with the stored ones as they would be stored, and nothing is saved', async () => {
    await job.jobSettings.save(job.job, { settings: of('(uid=1)'), changedBy: 'ada' });
    const compared = await compare({ filter: ' (uid=2)', bindPassword: 'another' });
    expect(compared).toMatchObject({ ok: true, version: 1 });
    expect(compared.ok && compared.changes.map(({ field, after }) => [field, after])).toEqual([
      ['dataPool.bindPassword', null],
      ['search.filter', '(uid=2)'],
    ]);
    expect(await compare({})).toMatchObject({ changes: [] });
    expect(job.kept.map(({ version }) => version)).toEqual([1, 1]);
  });

  it('know which fields the users table needs, whatever the mapping says', async () => {
    await job.jobSettings.save(job.job, { settings: of('(uid=1)'), changedBy: 'ada' });
    const mapping = [{ attribute: 'cn', field: 'userName', required: false }];
    const compared = await job.jobSettings.compare(job.job, { mapping });
    expect(compared).toMatchObject({ ok: true });
    const effects = compared.ok && compared.changes.map(({ field, effect }) => `${field}: ${effect}`);
    expect(effects).toContain('mapping.userName: problems');
  });

  it.each(['a guess', directorySettings.dataPool.bindPassword])(
    'with a password do not tell whether it is the stored one: %s',
    async (bindPassword) => {
      await job.jobSettings.save(job.job, { settings: of('(uid=1)'), changedBy: 'ada' });
      const changed = { field: 'dataPool.bindPassword', before: null, after: null, effect: 'none' };
      expect(await compare({ bindPassword })).toMatchObject({ changes: [changed] });
      expect(await compare({ bindDn: '', bindPassword: null })).toMatchObject({
        changes: [{ field: 'dataPool.bindDn' }, changed],
      });
    },
  );

  it('that are not valid have errors in place of changes', async () => {
    expect(await compare({ filter: '(uid=' })).toMatchObject({ ok: false, errors: [{ field: 'search.filter' }] });
  });
});
