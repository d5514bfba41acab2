import { Logger } from '@nestjs/common';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { CronJobSchedule } from '../../../src/schedule/cron-job-schedule.service.js';
import { SettingsChangesService } from '../../../src/engine/approval/settings-changes.service.js';
import { Approvers } from '../../../src/runs/approvers.service.js';
import { SettingsAuthors } from '../../../src/settings/settings-authors.service.js';
import { PlanConditions } from '../../../src/runs/plan-conditions.service.js';
import { WaitingPlans } from '../../../src/runs/waiting-plans.service.js';
import { RunRecovery } from '../../../src/runs/run-recovery.service.js';
import { RunQueue } from '../../../src/runs/run-queue.service.js';
import { SyncError } from '../../../src/contract/sync-error.js';
import { FakeDispatcher } from './fake-dispatcher.js';
import { aRun, FakeRunHistory, FakeRunStore } from './fake-runs.js';
import { sectionHashes } from '../../../src/settings/section-hashes.js';
import { aJob, directorySettings } from './job-fixture.js';

const tick = new Date('2026-11-24T02:00:00Z');
const BEFORE_A_CHANGE = {
  version: 1,
  dataPool: 'default',
  dataPoolVersion: 1,
  sections: { connection: 'c', search: 's', mapping: 'm', limits: 'l' },
};

async function aQueue() {
  const fixture = aJob(directorySettings);
  await fixture.start();
  const runs = new FakeRunStore();
  const history = new FakeRunHistory();
  const dispatcher = new FakeDispatcher();
  const conditions = new PlanConditions(fixture.jobSettings, history, runs);
  const schedule = new CronJobSchedule({} as never);
  const changes = new SettingsChangesService(history, new SettingsAuthors(fixture.store));
  const waiting = new WaitingPlans(fixture.jobSettings, schedule, history, conditions, changes);
  const approvers = new Approvers(fixture.jobSettings, history, changes);
  const queue = new RunQueue(
    fixture.catalog,
    fixture.jobSettings,
    runs,
    history,
    dispatcher,
    conditions,
    waiting,
    approvers,
    { entryOf: async (_job: unknown, _settings: unknown, who: string) => `uid=${who},dc=example` } as never,
  );
  return { ...fixture, runs, history, dispatcher, queue, recovery: new RunRecovery(fixture.catalog, runs, queue) };
}

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

describe('a tick of the schedule', () => {
  it('queues a run for the scheduled instant', async () => {
    const { job, queue, runs, dispatcher } = await aQueue();
    await queue.tick(job, tick);

    expect(runs.requests).toMatchObject([{ trigger: 'schedule', mode: 'apply', scheduledFor: tick, startedBy: null }]);
    expect(dispatcher.dispatched).toHaveLength(1);
  });

  const rejected = (settingsVersion: number) =>
    aRun({
      status: 'failed',
      reason: { code: 'LDAP_BIND_REJECTED', params: { bindDn: 'cn=reader', settingsVersion } },
    });

  it('does not bind again after a rejected bind, and logs that once', async () => {
    const warned = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const { job, queue, runs, history } = await aQueue();
    history.storedRun = rejected(1);
    await queue.tick(job, tick);
    await queue.tick(job, tick);

    expect(runs.requests).toEqual([]);
    expect(warned).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('The schedule is paused'));
  });

  it.each([
    ['the settings were saved since', rejected(0)],
    ['the newest run was accepted', aRun({ status: 'succeeded' })],
    [
      'the newest run failed for another reason',
      aRun({ status: 'failed', reason: { code: 'LDAP_TIMEOUT', params: {} } }),
    ],
  ])('queues a run when %s', async (_, newest) => {
    const { job, queue, runs, history } = await aQueue();
    history.storedRun = newest;
    await queue.tick(job, tick);

    expect(runs.requests).toHaveLength(1);
  });

  describe('while a plan waits for approval', () => {
    /** The schedule is every night at 02:00. */
    const waiting = (endedAt: string) =>
      aRun({
        mode: 'plan',
        status: 'planned',
        endedAt: new Date(endedAt),
        approvalNeed: { because: 'changed', sections: ['mapping'] },
      });

    it.each([
      ['will still be good at the next execution', '2026-11-24T02:00:01Z', '2026-11-24T02:00:00Z', 0],
      ['will have expired at the next execution', '2026-11-23T02:00:01Z', '2026-11-24T02:00:00Z', 1],
    ])('queues a new run only if the plan %s', async (_, made, scheduledFor, queued) => {
      const { job, queue, runs, history } = await aQueue();
      history.waitingRun = waiting(made);
      history.applied = BEFORE_A_CHANGE;
      runs.state = { next: 'approve', stale: null };
      await queue.tick(job, new Date(scheduledFor));

      expect(runs.requests).toHaveLength(queued);
    });

    it('queues a new run when the plan can no longer be approved', async () => {
      const { job, queue, runs, history } = await aQueue();
      history.waitingRun = waiting('2026-11-24T02:00:01Z');
      runs.state = { next: 'approve', stale: 'settings' };
      history.applied = BEFORE_A_CHANGE;
      await queue.tick(job, tick);

      expect(runs.requests).toHaveLength(1);
    });

    it('queues a new run when the settings are those of the last applied run again', async () => {
      const { job, jobSettings, queue, runs, history } = await aQueue();
      history.waitingRun = waiting('2026-11-24T02:00:01Z');
      runs.state = { next: 'approve', stale: null };
      history.applied = {
        version: 1,
        dataPool: 'default',
        dataPoolVersion: 1,
        sections: sectionHashes((await jobSettings.current(job)).settings),
      };
      await queue.tick(job, tick);

      expect(runs.requests).toHaveLength(1);
    });
  });

  it('does nothing when another process has queued the run of this instant', async () => {
    const { job, queue, runs, dispatcher } = await aQueue();
    runs.isTickQueued = true;
    await queue.tick(job, tick);

    expect(dispatcher.dispatched).toEqual([]);
  });

  it('is skipped while a run is in progress', async () => {
    const { job, queue, runs, dispatcher } = await aQueue();
    runs.queueError = new SyncError('RUN_IN_PROGRESS', { params: { runId: aRun().id } });

    await expect(queue.tick(job, tick)).resolves.toBeUndefined();
    expect(dispatcher.dispatched).toEqual([]);
  });

  it('does nothing while the add-on is disabled', async () => {
    const { job, queue, registry, runs } = await aQueue();
    registry.enabled = false;
    await queue.tick(job, tick);

    expect(runs.requests).toEqual([]);
  });
});
