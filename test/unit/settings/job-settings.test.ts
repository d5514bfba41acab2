import { describe, expect, it } from 'vitest';

import { AesSecretBox } from '../../../src/settings/aes-secret-box.js';
import { assertRunnable } from '../../../src/settings/assert-runnable.js';
import { aJob, directorySettings, JOB } from '../runs/a-job.js';

const directorySettingsShown = { dataPool: { urls: directorySettings.dataPool.urls, bindPasswordSet: true } };
const byAda = { changedBy: 'ada' };

describe('saving the settings', () => {
  it('keeps what is left out, and counts the version up', async () => {
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
        dataPool: { baseDn: 'dc=example', bindPasswordSet: true },
      },
    });
  });

  it('refuses what is wrong with its field and changes nothing', async () => {
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

  it('saves over what is there, also over what was saved this moment, when no version is named', async () => {
    const { store, jobSettings, job } = aJob();
    store.meddlers = 2;

    expect(await jobSettings.save(job, { settings: directorySettings, ...byAda })).toMatchObject({
      ok: true,
      saved: { version: 3 },
    });
  });
});

describe('the bind password', () => {
  it('is sealed in the table, absent from every answer, and open for the run', async () => {
    const { store, jobSettings, job } = aJob();
    const outcome = await jobSettings.save(job, { settings: directorySettings, ...byAda });

    expect(JSON.stringify(store.row)).not.toContain('correct horse');
    expect(JSON.stringify([outcome, await jobSettings.show(job)])).not.toMatch(/correct horse|"bindPassword"/);
    expect(assertRunnable(await jobSettings.current(job)).dataPool.bindPassword).toBe('correct horse');
  });

  it('stays as it is when a save leaves it out, and is cleared by null', async () => {
    const { jobSettings, job } = aJob();
    await jobSettings.save(job, { settings: directorySettings, ...byAda });
    await jobSettings.save(job, { settings: { dataPool: { pageSize: 50, bindPasswordSet: true } }, ...byAda });
    expect((await jobSettings.current(job)).settings.dataPool).toMatchObject({
      bindPassword: 'correct horse',
      pageSize: 50,
    });

    await jobSettings.save(job, { settings: { dataPool: { bindDn: '', bindPassword: null } }, ...byAda });
    expect(await jobSettings.show(job)).toMatchObject({ settings: { dataPool: { bindPasswordSet: false } } });
  });

  it.each([
    ['was sealed under another key', new AesSecretBox('another key, thirty-two characters long').seal('x')],
    ['was typed into the table by hand', 'correct horse'],
  ])('is reported when it %s, and can be typed again', async (_, stored) => {
    const { store, jobSettings, job } = aJob();
    await jobSettings.save(job, { settings: directorySettings, ...byAda });
    store.holds({ ...directorySettings, dataPool: { ...directorySettings.dataPool, bindPassword: stored } });

    const current = await jobSettings.current(job);
    expect(current.errors).toMatchObject([{ field: 'dataPool.bindPassword', code: 'secretUnreadable' }]);
    expect(() => assertRunnable(current)).toThrow(expect.objectContaining({ code: 'SECRET_UNREADABLE' }));

    await jobSettings.save(job, { settings: { dataPool: { bindPassword: 'new' } }, ...byAda });
    expect(assertRunnable(await jobSettings.current(job)).dataPool.bindPassword).toBe('new');
  });

  it('that is long still can be kept', async () => {
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
    ['another protection', { tls: { mode: 'starttls' } }],
  ];

  it.each(changes)('goes to nobody new, neither by a save nor by a check: %s', async (_, dataPool) => {
    const { store, jobSettings, job } = aJob();
    await jobSettings.save(job, { settings: directorySettings, ...byAda });
    const before = structuredClone(store.row);
    const again = { field: 'dataPool.bindPassword', code: 'passwordForOtherServer' };

    expect(await jobSettings.save(job, { settings: { dataPool }, ...byAda })).toMatchObject({
      ok: false,
      errors: [again],
    });
    expect(store.row).toEqual(before);
    const typed = await jobSettings.typed(job, { dataPool });
    expect(typed).toMatchObject({ errors: [again], secretError: undefined });
    expect(JSON.stringify(typed.settings)).not.toContain('correct horse');
    expect(() => assertRunnable(typed)).toThrow(expect.objectContaining({ code: 'SETTINGS_INVALID' }));
  });

  it.each(changes)('is replaced by the one that comes with it: %s', async (_, change) => {
    const { jobSettings, job } = aJob();
    await jobSettings.save(job, { settings: directorySettings, ...byAda });
    const settings = { dataPool: { ...change, bindPassword: 'new' } };

    expect(assertRunnable(await jobSettings.typed(job, settings)).dataPool.bindPassword).toBe('new');
    expect(await jobSettings.save(job, { settings, ...byAda })).toMatchObject({ ok: true });
  });

  it('stays with the servers it was entered for, however they are written, and with fewer of them', async () => {
    const { jobSettings, job } = aJob();
    const urls = ['ldap://One.example', 'ldap://two.example:389'];
    await jobSettings.save(job, { settings: { dataPool: { ...directorySettings.dataPool, urls } }, ...byAda });
    const settings = { dataPool: { urls: ['ldap://two.example/', 'ldap://one.example:389'] } };

    expect(assertRunnable(await jobSettings.typed(job, settings)).dataPool.bindPassword).toBe('correct horse');
    expect(await jobSettings.save(job, { settings, ...byAda })).toMatchObject({ ok: true });
    expect(
      await jobSettings.save(job, { settings: { dataPool: { urls: ['ldap://two.example'] } }, ...byAda }),
    ).toMatchObject({
      ok: true,
    });
  });

  it('goes nowhere when there is no user any more', async () => {
    const { jobSettings, job } = aJob();
    await jobSettings.save(job, { settings: directorySettings, ...byAda });
    const typed = await jobSettings.typed(job, { dataPool: { urls: ['ldap://mine'], bindDn: '' } });
    expect(assertRunnable(typed).dataPool).toMatchObject({ bindDn: '', bindPassword: '' });
  });
});

describe('rubbish in the settings table', () => {
  it.each([
    ['text', 'hello'],
    ['nothing', null],
    ['a list', [1, 2]],
    ['a wrong schedule', { ...directorySettings, schedule: { enabled: true, expression: 'every day' } }],
    ['parts of wrong types', { schedule: 7, dataPool: [{ bindPassword: 'plain' }], mapping: 'all' }],
  ])('is reported and never thrown: %s', async (_, value) => {
    const { store, jobSettings, job } = aJob();
    store.holds(value);

    const current = await jobSettings.current(job);
    expect(current.errors.length).toBeGreaterThan(0);
    expect(current.settings.schedule.enabled).toBe(false);
    expect(() => assertRunnable(current)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^S/) as string }),
    );
    expect(JSON.stringify(await jobSettings.show(job))).not.toContain('plain');
  });

  it('is put right by saving', async () => {
    const { store, jobSettings, job } = aJob();
    store.holds('hello');

    expect(await jobSettings.save(job, { settings: directorySettings, ...byAda })).toMatchObject({ ok: true });
    expect((await jobSettings.current(job)).errors).toEqual([]);
  });
});

describe('where nothing is stored', () => {
  it('there are defaults, and no directory to run with', async () => {
    const { jobSettings, job } = aJob();

    expect(await jobSettings.show(job)).toMatchObject({
      version: 0,
      errors: [],
      settings: { schedule: { enabled: false } },
    });
    const current = await jobSettings.current(job);
    expect(() => assertRunnable(current)).toThrow(expect.objectContaining({ code: 'SETTINGS_MISSING' }));
  });

  it('the seed of the host is stored once', async () => {
    const { jobSettings, job, start } = aJob(directorySettings);
    await start();
    await jobSettings.save(job, { settings: { dataPool: { baseDn: 'dc=other' } }, ...byAda });
    await start();

    expect(await jobSettings.show(job)).toMatchObject({ version: 2, settings: { dataPool: { baseDn: 'dc=other' } } });
  });

  it('another seed replaces one that nobody saved over, as a whole, and the same one writes nothing', async () => {
    const { store, start, startWith, jobSettings, job } = aJob(directorySettings);
    await start();
    await startWith(structuredClone(directorySettings));
    expect(await jobSettings.show(job)).toMatchObject({ version: 1, changedBy: null });

    await startWith({ dataPool: { urls: ['ldap://next'], baseDn: 'dc=next' } });
    expect(await jobSettings.show(job)).toMatchObject({
      version: 2,
      settings: { dataPool: { urls: ['ldap://next'], bindDn: '', bindPasswordSet: false } },
    });

    await startWith({ dataPool: { bindPassword: 'for an import' } });
    expect(await jobSettings.show(job)).toMatchObject({ version: 2 });

    const renewed = { dataPool: { ...directorySettings.dataPool, bindPassword: 'renewed' } };
    await startWith(renewed);
    expect(assertRunnable(await jobSettings.current(job)).dataPool.bindPassword).toBe('renewed');
    expect(store.row?.version).toBe(3);
  });

  it.each(['ada', null])('a seed never replaces what was saved: by %s', async (changedBy) => {
    const { start, startWith, jobSettings, job } = aJob(directorySettings);
    await start();
    await jobSettings.save(job, { settings: { schedule: { expression: '0 0 3 * * *' } }, changedBy });
    await startWith({ dataPool: { urls: ['ldap://next'], baseDn: 'dc=next' } });

    expect(await jobSettings.show(job)).toMatchObject({ version: 2, changedBy, settings: directorySettingsShown });
  });

  it('a seed that another process stored first is as good', async () => {
    const { store, start, jobSettings, job } = aJob(directorySettings);
    store.meddlers = 1;

    await start();
    expect(await jobSettings.show(job)).toMatchObject({ version: 1, changedBy: 'else' });
  });

  it('a wrong seed is refused with its place', async () => {
    const { start } = aJob({ dataPool: { ...directorySettings.dataPool, filter: '(uid=' } });

    await expect(start()).rejects.toMatchObject({
      code: 'OPTIONS_INVALID',
      params: { option: 'seed.dataPool.filter' },
    });
  });
});
