import { Logger } from '@nestjs/common';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { RunRecovery } from '../../../src/jobs/run-recovery.js';
import { RunStarter } from '../../../src/jobs/run-starter.js';
import { SyncError } from '../../../src/contract/sync-error.js';
import { aJob, aRun, directorySettings, FakeDispatcher, FakeRuns } from './a-job.js';

const tick = new Date('2026-11-24T02:00:00Z');

async function aStarter() {
  const job = aJob(directorySettings);
  await job.editor.seed();
  const runs = new FakeRuns();
  const dispatcher = new FakeDispatcher();
  const starter = new RunStarter(job.office, job.desk, runs, dispatcher);
  return { ...job, runs, dispatcher, starter, recovery: new RunRecovery(job.office, runs, starter) };
}

beforeEach(() => {
  for (const level of ['warn', 'error'] as const) vi.spyOn(Logger.prototype, level).mockImplementation(() => undefined);
});

describe('starting by hand', () => {
  it('queues a run and hands it over', async () => {
    const { starter, dispatcher } = await aStarter();

    expect(await starter.start({ mode: 'plan', startedBy: 'grace' })).toMatchObject({ status: 'queued', mode: 'plan' });
    expect(dispatcher.sent).toEqual([
      { runId: 'run-1', symbolicName: 'LDAPAddonBatchSync', mode: 'plan', trigger: 'manual' },
    ]);
  });

  it('is refused while the add-on is disabled', async () => {
    const { starter, registry, runs } = await aStarter();
    registry.enabled = false;

    await expect(starter.start({ mode: 'apply', startedBy: null })).rejects.toMatchObject({ code: 'ADDON_DISABLED' });
    expect(runs.queued).toEqual([]);
  });

  it('is refused with the field when what is stored cannot run', async () => {
    const { starter, store } = await aStarter();
    store.holds({ ...directorySettings, dataPool: { urls: ['http://x'], baseDn: 'dc=example' } });

    await expect(starter.start({ mode: 'apply', startedBy: null })).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
      params: { field: 'dataPool.urls.0' },
    });
  });

  it('leaves the run waiting when the queue cannot be reached, and recovery hands it over', async () => {
    const { starter, runs, dispatcher, recovery } = await aStarter();
    dispatcher.fails = new Error('away');
    const run = await starter.start({ mode: 'apply', startedBy: null });
    dispatcher.fails = undefined;
    runs.left = [run];

    await recovery.recover();

    expect(dispatcher.sent).toMatchObject([{ runId: run.id }]);
  });
});

describe('a tick of the schedule', () => {
  it('queues a run for the instant that was meant', async () => {
    const { starter, runs, dispatcher } = await aStarter();
    await starter.tick(tick);

    expect(runs.queued).toMatchObject([{ trigger: 'schedule', mode: 'apply', scheduledFor: tick, startedBy: null }]);
    expect(dispatcher.sent).toHaveLength(1);
  });

  it('does nothing when another process has the run of this instant', async () => {
    const { starter, runs, dispatcher } = await aStarter();
    runs.tickHadItsRun = true;
    await starter.tick(tick);

    expect(dispatcher.sent).toEqual([]);
  });

  it('is left out while a run is under way', async () => {
    const { starter, runs, dispatcher } = await aStarter();
    runs.queueFails = new SyncError('RUN_IN_PROGRESS', { params: { runId: aRun().id } });

    await expect(starter.tick(tick)).resolves.toBeUndefined();
    expect(dispatcher.sent).toEqual([]);
  });

  it('does nothing while the add-on is disabled', async () => {
    const { starter, registry, runs } = await aStarter();
    registry.enabled = false;
    await starter.tick(tick);

    expect(runs.queued).toEqual([]);
  });
});
