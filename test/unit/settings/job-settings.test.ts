import { describe, expect, it } from 'vitest';

import { AesSecretBox } from '../../../src/settings/aes-secret-box.js';
import { assertRunnable } from '../../../src/settings/assert-runnable.js';
import { aJob, directorySettings, JOB } from '../runs/job-fixture.js';

const byAda = { changedBy: 'ada' };

describe('saving settings', () => {
  it('keeps missing settings and increments the version', async () => {
    const { jobSettings, job } = aJob();
    await jobSettings.save(job, { settings: directorySettings, ...byAda });
    await jobSettings.save(job, { settings: { schedule: { enabled: true, expression: '0 0 3 * * *' } }, ...byAda });

    expect(await jobSettings.show(job)).toMatchObject({
      symbolicName: JOB,
      version: 2,
      changedBy: 'ada',
      errors: [],
      settings: {
        schedule: { enabled: true, expression: '0 0 3 * * *', timeZone: 'Etc/UTC' },
        dataPool: 'default',
        search: { bases: [{ dn: 'dc=example', scope: 'subtree' }] },
      },
    });
  });

  it('refuses invalid values by field and changes nothing', async () => {
    const { store, jobSettings, job } = aJob();
    await jobSettings.save(job, { settings: directorySettings, ...byAda });
    const before = structuredClone(store.row);

    const outcome = await jobSettings.save(job, { settings: { schedule: { expression: '0 0 25 * * *' } }, ...byAda });

    expect(outcome).toMatchObject({ ok: false, errors: [{ field: 'schedule.expression' }] });
    expect(store.row).toEqual(before);
  });

  it('refuses a lost update', async () => {
    const { jobSettings, job } = aJob();
    await jobSettings.save(job, { settings: directorySettings, ...byAda });

    await expect(jobSettings.save(job, { settings: {}, expectedVersion: 0, ...byAda })).rejects.toMatchObject({
      code: 'SETTING_CHANGED',
    });
  });

  it('overwrites concurrent saves when no version is expected', async () => {
    const { store, jobSettings, job } = aJob();
    store.concurrentSaves = 2;

    expect(await jobSettings.save(job, { settings: directorySettings, ...byAda })).toMatchObject({
      ok: true,
      saved: { version: 3 },
    });
  });
});

describe('the bind password', () => {
  it('is encrypted in the table, absent from every response, and in clear text for the run', async () => {
    const { store, jobSettings, job } = aJob();
    const outcome = await jobSettings.save(job, { settings: directorySettings, ...byAda });

    expect(JSON.stringify(store.row)).not.toContain('correct horse');
    expect(JSON.stringify([outcome, await jobSettings.show(job)])).not.toMatch(/correct horse|"bindPassword"/);
    expect(assertRunnable(await jobSettings.current(job)).dataPool.bindPassword).toBe('correct horse');
  });

  it('is kept when a save does not contain it, and cleared by null', async () => {
    const { jobSettings, job } = aJob();
    await jobSettings.save(job, { settings: directorySettings, ...byAda });
    await jobSettings.save(job, { settings: { dataPool: { pageSize: 50, bindPasswordSet: true } }, ...byAda });
    expect((await jobSettings.current(job)).settings.dataPool).toMatchObject({
      bindPassword: 'correct horse',
      pageSize: 50,
    });

    await jobSettings.save(job, { settings: { dataPool: { bindDn: '', bindPassword: null } }, ...byAda });
    expect((await jobSettings.current(job)).settings.dataPool).toMatchObject({ bindDn: '', bindPassword: '' });
  });

  it.each([
    ['was encrypted with another key', new AesSecretBox('another key, thirty-two characters long').seal('x')],
    [
      'was moved here from another setting',
      new AesSecretBox(new Uint8Array(32).fill(7)).seal('x', 'other/dataPool.bindPassword'),
    ],
    ['was stored in clear text by hand', 'correct horse'],
  ])('is reported when it %s, and can be entered again', async (_, stored) => {
    const { store, jobSettings, job } = aJob();
    await jobSettings.save(job, { settings: directorySettings, ...byAda });
    store.overwrite({ ...directorySettings, dataPool: { ...directorySettings.dataPool, bindPassword: stored } });

    const current = await jobSettings.current(job);
    expect(current.errors).toMatchObject([{ field: 'dataPool.bindPassword', code: 'secretUnreadable' }]);
    expect(() => assertRunnable(current)).toThrow(expect.objectContaining({ code: 'SECRET_UNREADABLE' }));

    await jobSettings.save(job, { settings: { dataPool: { bindPassword: 'new' } }, ...byAda });
    expect(assertRunnable(await jobSettings.current(job)).dataPool.bindPassword).toBe('new');
  });

  it('is kept even if it is long', async () => {
    const { jobSettings, job } = aJob();
    const bindPassword = 'p'.repeat(2_000);
    await jobSettings.save(job, { settings: { dataPool: { ...directorySettings.dataPool, bindPassword } }, ...byAda });

    expect(await jobSettings.save(job, { settings: { dataPool: { pageSize: 10 } }, ...byAda })).toMatchObject({
      ok: true,
    });
    expect((await jobSettings.current(job)).settings.dataPool.bindPassword).toBe(bindPassword);
  });
});

describe('the stored password', () => {
  const changes: [string, object][] = [
    ['another server', { urls: ['ldap://mine'] }],
    ['one more server', { urls: ['ldap://127.0.0.1', 'ldap://mine'] }],
    ['another port', { urls: ['ldap://127.0.0.1:390'] }],
    ['another user', { bindDn: 'cn=other,dc=example' }],
    ['other TLS settings', { tls: { mode: 'starttls' } }],
  ];

  it.each(changes)('is neither saved nor used for another target: %s', async (_, dataPool) => {
    const { store, jobSettings, job } = aJob();
    await jobSettings.save(job, { settings: directorySettings, ...byAda });
    const before = structuredClone(store.row);
    const again = { field: 'dataPool.bindPassword', code: 'passwordForOtherServer' };

    expect(await jobSettings.save(job, { settings: { dataPool }, ...byAda })).toMatchObject({
      ok: false,
      errors: [again],
    });
    expect(store.row).toEqual(before);
    const typed = await jobSettings.withUnsaved(job, { dataPool });
    expect(typed).toMatchObject({ errors: [again], secretError: undefined });
    expect(JSON.stringify(typed.settings)).not.toContain('correct horse');
    expect(() => assertRunnable(typed)).toThrow(expect.objectContaining({ code: 'SETTINGS_INVALID' }));
  });

  it.each(changes)('is replaced by a new password that is saved with another target: %s', async (_, change) => {
    const { jobSettings, job } = aJob();
    await jobSettings.save(job, { settings: directorySettings, ...byAda });
    const settings = { dataPool: { ...change, bindPassword: 'new' } };

    expect(assertRunnable(await jobSettings.withUnsaved(job, settings)).dataPool.bindPassword).toBe('new');
    expect(await jobSettings.save(job, { settings, ...byAda })).toMatchObject({ ok: true });
  });

  it('is kept for the same servers, however they are written, and for fewer of them', async () => {
    const { jobSettings, job } = aJob();
    const urls = ['ldap://One.example', 'ldap://two.example:389'];
    await jobSettings.save(job, { settings: { dataPool: { ...directorySettings.dataPool, urls } }, ...byAda });
    const settings = { dataPool: { urls: ['ldap://two.example/', 'ldap://one.example:389'] } };

    expect(assertRunnable(await jobSettings.withUnsaved(job, settings)).dataPool.bindPassword).toBe('correct horse');
    expect(await jobSettings.save(job, { settings, ...byAda })).toMatchObject({ ok: true });
    expect(
      await jobSettings.save(job, { settings: { dataPool: { urls: ['ldap://two.example'] } }, ...byAda }),
    ).toMatchObject({
      ok: true,
    });
  });

  it('is not used without a bind user', async () => {
    const { jobSettings, job } = aJob();
    await jobSettings.save(job, { settings: directorySettings, ...byAda });
    const typed = await jobSettings.withUnsaved(job, { dataPool: { urls: ['ldap://mine'], bindDn: '' } });
    expect(assertRunnable(typed).dataPool).toMatchObject({ bindDn: '', bindPassword: '' });
  });
});

describe('invalid settings in the table', () => {
  it.each([
    ['text', 'hello'],
    ['null', null],
    ['a list', [1, 2]],
    ['an invalid schedule', { ...directorySettings, schedule: { enabled: true, expression: 'every day' } }],
    ['parts of other types', { schedule: 7, dataPool: [{ bindPassword: 'plain' }], mapping: 'all' }],
  ])('are reported and never thrown: %s', async (_, value) => {
    const { store, jobSettings, job } = aJob();
    store.overwrite(value);

    const current = await jobSettings.current(job);
    expect(current.errors.length).toBeGreaterThan(0);
    expect(current.settings.schedule.enabled).toBe(false);
    expect(() => assertRunnable(current)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^S/) as string }),
    );
    expect(JSON.stringify(await jobSettings.show(job))).not.toContain('plain');
  });

  it('are replaced by a save', async () => {
    const { store, jobSettings, job } = aJob();
    store.overwrite('hello');

    expect(await jobSettings.save(job, { settings: directorySettings, ...byAda })).toMatchObject({ ok: true });
    expect((await jobSettings.current(job)).errors).toEqual([]);
  });
});

describe('when nothing is stored', () => {
  it('the defaults apply, and no directory is configured', async () => {
    const { jobSettings, job } = aJob();

    expect(await jobSettings.show(job)).toMatchObject({
      version: 0,
      errors: [],
      settings: { schedule: { enabled: false } },
    });
    const current = await jobSettings.current(job);
    expect(() => assertRunnable(current)).toThrow(expect.objectContaining({ code: 'SETTINGS_MISSING' }));
  });
});
