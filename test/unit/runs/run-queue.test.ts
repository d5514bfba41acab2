import { Logger } from '@nestjs/common';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { RunRecovery } from '../../../src/runs/run-recovery.service.js';
import { RunQueue } from '../../../src/runs/run-queue.service.js';
import { SyncError } from '../../../src/contract/sync-error.js';
import { aJob, aRun, directorySettings, FakeDispatcher, FakeRuns } from './a-job.js';

const tick = new Date('2026-11-24T02:00:00Z');

async function aQueue() {
  const around = aJob(directorySettings);
  await around.start();
  const runs = new FakeRuns();
  const dispatcher = new FakeDispatcher();
  const queue = new RunQueue(around.catalog, around.jobSettings, runs, dispatcher);
  return { ...around, runs, dispatcher, queue, recovery: new RunRecovery(around.catalog, runs, queue) };
}

beforeEach(() => {
  for (const level of ['warn', 'error'] as const) vi.spyOn(Logger.prototype, level).mockImplementation(() => undefined);
});

describe('starting by hand', () => {
  it('queues a run and hands it over', async () => {
    const { job, queue, dispatcher } = await aQueue();

    expect(await queue.start(job, { mode: 'plan', startedBy: 'grace' })).toMatchObject({
      status: 'queued',
      mode: 'plan',
    });
    expect(dispatcher.sent).toEqual([{ runId: 'run-1', job: 'LDAPAddonBatchSync', mode: 'plan', trigger: 'manual' }]);
  });

  it('is refused while the add-on is disabled', async () => {
    const { job, queue, registry, runs } = await aQueue();
    registry.enabled = false;

    await expect(queue.start(job, { mode: 'apply', startedBy: null })).rejects.toMatchObject({
      code: 'ADDON_DISABLED',
    });
    expect(runs.queued).toEqual([]);
  });

  it('is refused with the field when what is stored cannot run', async () => {
    const { job, queue, store } = await aQueue();
    store.holds({ ...directorySettings, dataPool: { urls: ['http://x'], baseDn: 'dc=example' } });

    await expect(queue.start(job, { mode: 'apply', startedBy: null })).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
      params: { field: 'dataPool.urls.0' },
    });
  });

  it('leaves the run waiting when the queue cannot be reached, and recovery hands it over', async () => {
    const { job, queue, runs, dispatcher, recovery } = await aQueue();
    dispatcher.fails = new Error('away');
    const run = await queue.start(job, { mode: 'apply', startedBy: null });
    dispatcher.fails = undefined;
    runs.left = [run];

    await recovery.recover();

    expect(dispatcher.sent).toMatchObject([{ runId: run.id }]);
  });
});

describe('a tick of the schedule', () => {
  it('queues a run for the instant that was meant', async () => {
    const { job, queue, runs, dispatcher } = await aQueue();
    await queue.tick(job, tick);

    expect(runs.queued).toMatchObject([{ trigger: 'schedule', mode: 'apply', scheduledFor: tick, startedBy: null }]);
    expect(dispatcher.sent).toHaveLength(1);
  });

  it('does nothing when another process has the run of this instant', async () => {
    const { job, queue, runs, dispatcher } = await aQueue();
    runs.tickHadItsRun = true;
    await queue.tick(job, tick);

    expect(dispatcher.sent).toEqual([]);
  });

  it('is left out while a run is under way', async () => {
    const { job, queue, runs, dispatcher } = await aQueue();
    runs.queueFails = new SyncError('RUN_IN_PROGRESS', { params: { runId: aRun().id } });

    await expect(queue.tick(job, tick)).resolves.toBeUndefined();
    expect(dispatcher.sent).toEqual([]);
  });

  it('does nothing while the add-on is disabled', async () => {
    const { job, queue, registry, runs } = await aQueue();
    registry.enabled = false;
    await queue.tick(job, tick);

    expect(runs.queued).toEqual([]);
  });
});
