import { describe, expect, it } from 'vitest';

import { AesSecretBox } from '../../../src/settings/aes-secret-box.js';
import { demandRunnable } from '../../../src/jobs/runnable.js';
import { aJob, directorySettings, JOB } from './a-job.js';

const directorySettingsShown = { dataPool: { urls: directorySettings.dataPool.urls, bindPasswordSet: true } };
const byAda = { changedBy: 'ada' };

describe('saving the settings', () => {
  it('keeps what is left out, and counts the version up', async () => {
    const { editor, desk } = aJob();
    await editor.save({ settings: directorySettings, ...byAda });
    await editor.save({ settings: { schedule: { enabled: true, expression: '0 0 3 * * *' } }, ...byAda });

    expect(await desk.show()).toMatchObject({
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
    const { editor, store } = aJob();
    await editor.save({ settings: directorySettings, ...byAda });
    const before = structuredClone(store.row);

    const outcome = await editor.save({ settings: { schedule: { expression: '0 0 25 * * *' } }, ...byAda });

    expect(outcome).toMatchObject({ ok: false, errors: [{ field: 'schedule.expression' }] });
    expect(store.row).toEqual(before);
  });

  it('refuses a lost update', async () => {
    const { editor } = aJob();
    await editor.save({ settings: directorySettings, ...byAda });

    await expect(editor.save({ settings: {}, expectedVersion: 0, ...byAda })).rejects.toMatchObject({
      code: 'SETTING_CHANGED',
    });
  });

  it('saves over what is there, also over what was saved this moment, when no version is named', async () => {
    const { editor, store } = aJob();
    store.meddlers = 2;

    expect(await editor.save({ settings: directorySettings, ...byAda })).toMatchObject({
      ok: true,
      saved: { version: 3 },
    });
  });
});

describe('the bind password', () => {
  it('is sealed in the table, absent from every answer, and open for the run', async () => {
    const { editor, desk, store } = aJob();
    const outcome = await editor.save({ settings: directorySettings, ...byAda });

    expect(JSON.stringify(store.row)).not.toContain('correct horse');
    expect(JSON.stringify([outcome, await desk.show()])).not.toMatch(/correct horse|"bindPassword"/);
    expect(demandRunnable(await desk.current()).dataPool.bindPassword).toBe('correct horse');
  });

  it('stays as it is when a save leaves it out, and is cleared by null', async () => {
    const { editor, desk } = aJob();
    await editor.save({ settings: directorySettings, ...byAda });
    await editor.save({ settings: { dataPool: { pageSize: 50, bindPasswordSet: true } }, ...byAda });
    expect((await desk.current()).settings.dataPool).toMatchObject({ bindPassword: 'correct horse', pageSize: 50 });

    await editor.save({ settings: { dataPool: { bindDn: '', bindPassword: null } }, ...byAda });
    expect(await desk.show()).toMatchObject({ settings: { dataPool: { bindPasswordSet: false } } });
  });

  it.each([
    ['was sealed under another key', new AesSecretBox('another key, thirty-two characters long').seal('x')],
    ['was typed into the table by hand', 'correct horse'],
  ])('is reported when it %s, and can be typed again', async (_, stored) => {
    const { editor, desk, store } = aJob();
    await editor.save({ settings: directorySettings, ...byAda });
    store.holds({ ...directorySettings, dataPool: { ...directorySettings.dataPool, bindPassword: stored } });

    const current = await desk.current();
    expect(current.errors).toMatchObject([{ field: 'dataPool.bindPassword', code: 'secretUnreadable' }]);
    expect(() => demandRunnable(current)).toThrow(expect.objectContaining({ code: 'SECRET_UNREADABLE' }));

    await editor.save({ settings: { dataPool: { bindPassword: 'new' } }, ...byAda });
    expect(demandRunnable(await desk.current()).dataPool.bindPassword).toBe('new');
  });

  it('that is long still can be kept', async () => {
    const { editor, desk } = aJob();
    const bindPassword = 'p'.repeat(2_000);
    await editor.save({ settings: { dataPool: { ...directorySettings.dataPool, bindPassword } }, ...byAda });

    expect(await editor.save({ settings: { dataPool: { pageSize: 10 } }, ...byAda })).toMatchObject({ ok: true });
    expect((await desk.current()).settings.dataPool.bindPassword).toBe(bindPassword);
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
    const { editor, desk, store } = aJob();
    await editor.save({ settings: directorySettings, ...byAda });
    const before = structuredClone(store.row);
    const again = { field: 'dataPool.bindPassword', code: 'passwordForOtherServer' };

    expect(await editor.save({ settings: { dataPool }, ...byAda })).toMatchObject({ ok: false, errors: [again] });
    expect(store.row).toEqual(before);
    const typed = await desk.typed({ dataPool });
    expect(typed).toMatchObject({ errors: [again], secretFault: undefined });
    expect(JSON.stringify(typed.settings)).not.toContain('correct horse');
    expect(() => demandRunnable(typed)).toThrow(expect.objectContaining({ code: 'SETTINGS_INVALID' }));
  });

  it.each(changes)('is replaced by the one that comes with it: %s', async (_, change) => {
    const { editor, desk } = aJob();
    await editor.save({ settings: directorySettings, ...byAda });
    const settings = { dataPool: { ...change, bindPassword: 'new' } };

    expect(demandRunnable(await desk.typed(settings)).dataPool.bindPassword).toBe('new');
    expect(await editor.save({ settings, ...byAda })).toMatchObject({ ok: true });
  });

  it('stays with the servers it was entered for, however they are written, and with fewer of them', async () => {
    const { editor, desk } = aJob();
    const urls = ['ldap://One.example', 'ldap://two.example:389'];
    await editor.save({ settings: { dataPool: { ...directorySettings.dataPool, urls } }, ...byAda });
    const settings = { dataPool: { urls: ['ldap://two.example/', 'ldap://one.example:389'] } };

    expect(demandRunnable(await desk.typed(settings)).dataPool.bindPassword).toBe('correct horse');
    expect(await editor.save({ settings, ...byAda })).toMatchObject({ ok: true });
    expect(await editor.save({ settings: { dataPool: { urls: ['ldap://two.example'] } }, ...byAda })).toMatchObject({
      ok: true,
    });
  });

  it('goes nowhere when there is no user any more', async () => {
    const { editor, desk } = aJob();
    await editor.save({ settings: directorySettings, ...byAda });
    const typed = await desk.typed({ dataPool: { urls: ['ldap://mine'], bindDn: '' } });
    expect(demandRunnable(typed).dataPool).toMatchObject({ bindDn: '', bindPassword: '' });
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
    const { desk, store } = aJob();
    store.holds(value);

    const current = await desk.current();
    expect(current.errors.length).toBeGreaterThan(0);
    expect(current.settings.schedule.enabled).toBe(false);
    expect(() => demandRunnable(current)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^S/) as string }),
    );
    expect(JSON.stringify(await desk.show())).not.toContain('plain');
  });

  it('is put right by saving', async () => {
    const { desk, editor, store } = aJob();
    store.holds('hello');

    expect(await editor.save({ settings: directorySettings, ...byAda })).toMatchObject({ ok: true });
    expect((await desk.current()).errors).toEqual([]);
  });
});

describe('where nothing is stored', () => {
  it('there are defaults, and no directory to run with', async () => {
    const { desk } = aJob();

    expect(await desk.show()).toMatchObject({ version: 0, errors: [], settings: { schedule: { enabled: false } } });
    const current = await desk.current();
    expect(() => demandRunnable(current)).toThrow(expect.objectContaining({ code: 'SETTINGS_MISSING' }));
  });

  it('the seed of the host is stored once', async () => {
    const { editor, desk } = aJob(directorySettings);
    await editor.seed();
    await editor.save({ settings: { dataPool: { baseDn: 'dc=other' } }, ...byAda });
    await editor.seed();

    expect(await desk.show()).toMatchObject({ version: 2, settings: { dataPool: { baseDn: 'dc=other' } } });
  });

  it('another seed replaces one that nobody saved over, as a whole, and the same one writes nothing', async () => {
    const { store, desk, editor, seededWith } = aJob(directorySettings);
    await editor.seed();
    await seededWith(structuredClone(directorySettings)).seed();
    expect(await desk.show()).toMatchObject({ version: 1, changedBy: null });

    await seededWith({ dataPool: { urls: ['ldap://next'], baseDn: 'dc=next' } }).seed();
    expect(await desk.show()).toMatchObject({
      version: 2,
      settings: { dataPool: { urls: ['ldap://next'], bindDn: '', bindPasswordSet: false } },
    });

    await seededWith({ dataPool: { bindPassword: 'for an import' } }).seed();
    expect(await desk.show()).toMatchObject({ version: 2 });

    const renewed = { dataPool: { ...directorySettings.dataPool, bindPassword: 'renewed' } };
    await seededWith(renewed).seed();
    expect(demandRunnable(await desk.current()).dataPool.bindPassword).toBe('renewed');
    expect(store.row?.version).toBe(3);
  });

  it.each(['ada', null])('a seed never replaces what was saved: by %s', async (changedBy) => {
    const { desk, editor, seededWith } = aJob(directorySettings);
    await editor.seed();
    await editor.save({ settings: { schedule: { expression: '0 0 3 * * *' } }, changedBy });
    await seededWith({ dataPool: { urls: ['ldap://next'], baseDn: 'dc=next' } }).seed();

    expect(await desk.show()).toMatchObject({ version: 2, changedBy, settings: directorySettingsShown });
  });

  it('a seed that another process stored first is as good', async () => {
    const { editor, desk, store } = aJob(directorySettings);
    store.meddlers = 1;

    await editor.seed();
    expect(await desk.show()).toMatchObject({ version: 1, changedBy: 'else' });
  });

  it('a wrong seed is refused with its place', async () => {
    const { editor } = aJob({ dataPool: { ...directorySettings.dataPool, filter: '(uid=' } });

    await expect(editor.seed()).rejects.toMatchObject({
      code: 'OPTIONS_INVALID',
      params: { option: 'seed.dataPool.filter' },
    });
  });
});
