import { Logger } from '@nestjs/common';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { aRun } from './fake-runs.js';
import { sectionHashes } from '../../../src/settings/section-hashes.js';
import { aQueue } from './a-queue.js';
import { directorySettings } from './job-fixture.js';

beforeEach(() => {
  for (const level of ['warn', 'error'] as const) vi.spyOn(Logger.prototype, level).mockImplementation(() => undefined);
});

describe('starting a run', () => {
  it('for one person names the entry that it reads', async () => {
    const { job, queue } = await aQueue();
    const run = await queue.start(job, { mode: 'apply', startedBy: 'grace', only: 'ada' });
    expect(run).toMatchObject({ only: 'uid=ada,dc=example' });
  });

  it('queues and dispatches a run', async () => {
    const { job, queue, dispatcher } = await aQueue();

    expect(await queue.start(job, { mode: 'plan', startedBy: 'grace' })).toMatchObject({
      status: 'queued',
      mode: 'plan',
    });
    expect(dispatcher.dispatched).toEqual([
      { runId: 'run-1', job: 'LDAPAddonBatchSync', mode: 'plan', trigger: 'manual' },
    ]);
  });

  it('with unsaved settings is a plan, which keeps them with the password encrypted; nothing is saved', async () => {
    const { job, queue, runs, store, jobSettings } = await aQueue();
    const before = store.row;
    const settings = { dataPool: { filter: '(uid=a*)' } };
    await queue.start(job, { mode: 'apply', startedBy: 'ada', settings });

    const [request] = runs.requests;
    expect(request).toMatchObject({ mode: 'plan', unsavedSettings: { search: { filter: '(uid=a*)' } } });
    const { bindPassword } = directorySettings.dataPool;
    expect(JSON.stringify(request?.unsavedSettings)).not.toContain(bindPassword);
    const { settings: kept } = await jobSettings.kept(job, request?.unsavedSettings);
    expect(kept).toMatchObject({ search: { filter: '(uid=a*)' }, dataPool: { bindPassword } });
    expect(store.row).toBe(before);
  });

  it('with unsaved settings keeps the password of the servers that were checked, whatever is saved meanwhile', async () => {
    const { job, queue, runs, store, jobSettings } = await aQueue();
    const read = store.read.bind(store);
    store.read = async (key) => {
      const stored = await read(key);
      if (key !== 'data-pool.default') return stored;
      store.read = read;
      const dataPool = { urls: ['ldap://other'], bindPassword: 'of the other' };
      await jobSettings.save(job, { settings: { dataPool }, changedBy: 'grace' });
      return stored;
    };
    const settings = { dataPool: { urls: directorySettings.dataPool.urls } };
    await queue.start(job, { mode: 'plan', startedBy: 'ada', settings });

    const { settings: kept } = await jobSettings.kept(job, runs.requests[0]?.unsavedSettings);
    expect(kept.dataPool.bindPassword).toBe(directorySettings.dataPool.bindPassword);
  });

  it.each([
    ['are not valid', { filter: '(uid=' }, 'search.filter'],
    ['would send the stored password to another server', { urls: ['ldap://other'] }, 'dataPool.bindPassword'],
  ])('with unsaved settings that %s is refused', async (_, dataPool, field) => {
    const { job, queue, runs } = await aQueue();
    await expect(queue.start(job, { mode: 'plan', startedBy: null, settings: { dataPool } })).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
      params: { field },
    });
    expect(runs.requests).toEqual([]);
  });

  it('is refused while the add-on is disabled', async () => {
    const { job, queue, registry, runs } = await aQueue();
    registry.enabled = false;

    await expect(queue.start(job, { mode: 'apply', startedBy: null })).rejects.toMatchObject({
      code: 'ADDON_DISABLED',
    });
    expect(runs.requests).toEqual([]);
  });

  it('is refused with the field when the stored settings are invalid', async () => {
    const { job, queue, store } = await aQueue();
    store.overwrite({ ...directorySettings, dataPool: { urls: ['http://x'], baseDn: 'dc=example' } });

    await expect(queue.start(job, { mode: 'apply', startedBy: null })).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
      params: { field: 'dataPool.urls.0' },
    });
  });

  it('queues an approved plan with the settings of now, and dispatches it', async () => {
    const { job, queue, runs, dispatcher } = await aQueue();
    const request = { hash: 'a', reason: 'checked', approvedBy: 'olga' };

    expect(await queue.approve(job, 'run-7', request)).toMatchObject({ id: 'run-7', status: 'queued' });
    const settingsShape = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(runs.approvals).toEqual([{ runId: 'run-7', job, settingsShape, validHours: 24, ...request }]);
    expect(dispatcher.dispatched).toMatchObject([{ runId: 'run-7' }]);
  });

  it('resumes a run by the limits and the settings about approvals of now', async () => {
    const { job, jobSettings, queue, runs } = await aQueue();
    const { settings } = await jobSettings.current(job);
    await expect(queue.resume(job, aRun().id, 'olga')).rejects.toMatchObject({ code: 'RUN_NOT_RESUMABLE' });
    runs.state = { next: 'resume', stale: null };
    await queue.resume(job, aRun().id, 'olga');

    expect(runs.resumptions).toMatchObject([{ resumedBy: 'olga', sections: sectionHashes(settings) }]);
  });

  it('with four eyes, approves no plan when a version of the settings is missing', async () => {
    const { job, queue, runs, history, jobSettings } = await aQueue();
    const request = { hash: 'a', reason: 'checked', approvedBy: 'olga' };
    const save = (approval: object) => jobSettings.save(job, { settings: { approval }, changedBy: 'ada' });
    const sections = { connection: '', search: '', mapping: '', limits: '' };
    history.applied = { version: 1, dataPool: 'default', dataPoolVersion: 1, sections };
    await save({ fourEyes: true });
    await queue.approve(job, 'run-7', request);

    await save({ validHours: 12 });
    const refused = { code: 'APPROVAL_NOT_ALLOWED', params: { by: 'olga', because: 'unknown' } };
    await expect(queue.approve(job, 'run-8', request)).rejects.toMatchObject(refused);
    expect(runs.approvals.map(({ runId }) => runId)).toEqual(['run-7']);
  });

  it('does not approve a plan while the add-on is disabled', async () => {
    const { job, queue, registry, runs } = await aQueue();
    registry.enabled = false;

    const request = { hash: 'a', reason: 'checked', approvedBy: null };
    await expect(queue.approve(job, 'run-7', request)).rejects.toMatchObject({ code: 'ADDON_DISABLED' });
    expect(runs.approvals).toEqual([]);
  });

  it('leaves the run queued when it cannot be dispatched, and recovery dispatches it', async () => {
    const { job, queue, runs, dispatcher, recovery } = await aQueue();
    dispatcher.dispatchError = new Error('unreachable');
    const run = await queue.start(job, { mode: 'apply', startedBy: null });
    dispatcher.dispatchError = undefined;
    runs.stillQueued = [run];

    await recovery.recover();

    expect(dispatcher.dispatched).toMatchObject([{ runId: run.id }]);
  });
});
