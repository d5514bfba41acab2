import { describe, expect, it, vi } from 'vitest';

import type { DispatchRequest } from '../../../src/contract/dispatcher.js';
import type { Run } from '../../../src/contract/run.js';
import type { SyncError } from '../../../src/contract/sync-error.js';
import type { RunRecovery } from '../../../src/runs/run-recovery.service.js';
import { RunCancellations } from '../../../src/runs/run-cancellations.service.js';
import { RunWorker } from '../../../src/runs/run-worker.service.js';
import type { Job } from '../../../src/processes/job.js';
import type { RunInput } from '../../../src/engine/run-input.js';
import type { RunExecutor } from '../../../src/engine/run-executor.service.js';
import { FakeDispatcher } from './fake-dispatcher.js';
import { aRun, FakeRunHistory, FakeRunStore } from './fake-runs.js';
import { aJob, directorySettings } from './job-fixture.js';
import { nothingKnown } from '../engine/fake-container-history.js';

type Handler = (request: DispatchRequest, signal: AbortSignal) => Promise<void>;

class FakeQueue extends FakeDispatcher {
  handler: Handler | undefined;

  override work(handler?: Handler): Promise<void> {
    this.handler = handler;
    return Promise.resolve();
  }
}

const request: DispatchRequest = {
  runId: 'run-1',
  job: 'LDAPAddonBatchSync',
  mode: 'apply',
  trigger: 'manual',
};

async function aWorker(options: { readonly chunkSize?: number } = {}, isWorking = true) {
  const fixture = aJob(directorySettings);
  await fixture.start();
  const history = new FakeRunHistory();
  history.storedRun = aRun({ status: 'queued' });
  const queue = new FakeQueue();
  const run = vi.fn<(input: RunInput, signal: AbortSignal) => Promise<Run | undefined>>().mockResolvedValue(aRun());
  const abortQueued = vi.fn<(id: string, job: Job, error: SyncError) => Promise<Run>>().mockResolvedValue(aRun());
  const recoverSoon = vi.fn<() => void>();
  const runStore = new FakeRunStore();
  const worker = new RunWorker(
    options,
    fixture.catalog,
    fixture.jobSettings,
    history,
    queue,
    { run, abortQueued } as unknown as RunExecutor,
    new RunCancellations(runStore),
    { recoverSoon } as unknown as RunRecovery,
    nothingKnown(),
    fixture.seedOf(undefined),
  );
  if (isWorking) await worker.work();
  const take = () => queue.handler?.(request, new AbortController().signal);
  return { ...fixture, history, runStore, worker, queue, take, run, abortQueued, recoverSoon };
}

it('starts taking runs once, and again after a failure', async () => {
  const { worker, queue } = await aWorker({}, false);
  const work = vi.spyOn(queue, 'work').mockRejectedValueOnce(new Error('unreachable'));
  await expect(worker.work()).rejects.toThrow('unreachable');
  await Promise.all([worker.work(), worker.work()]);

  expect(work).toHaveBeenCalledTimes(2);
});

describe('a run that is taken from the queue', () => {
  it('is executed with the current settings and the decrypted password', async () => {
    const { take, run, jobSettings, job } = await aWorker();
    await jobSettings.save(job, { settings: { dataPool: { pageSize: 50 } }, changedBy: null });
    await take();

    expect(run.mock.calls[0]?.[0]).toMatchObject({
      runId: 'run-1',
      dataPool: { pageSize: 50, bindPassword: 'correct horse' },
    });
  });

  it('as a plan is executed with the settings that it kept', async () => {
    const { take, run, history, jobSettings, job } = await aWorker();
    const unsaved = { dataPool: { filter: '(uid=a*)', bindPassword: 'typed' } };
    history.kept = jobSettings.toKeep(await jobSettings.current(job), unsaved);
    history.storedRun = aRun({ status: 'queued', mode: 'plan', withUnsavedSettings: true });
    await take();
    expect(run.mock.calls[0]?.[0]).toMatchObject({
      dataPool: { bindPassword: 'typed' },
      search: { filter: '(uid=a*)' },
    });
  });

  it('as an approved plan is executed with the saved settings', async () => {
    const { take, run, history } = await aWorker();
    history.storedRun = aRun({ status: 'queued', mode: 'apply', withUnsavedSettings: true });
    await take();
    expect(run.mock.calls[0]?.[0]).toMatchObject({ dataPool: { bindPassword: 'correct horse' } });
  });

  it('begins as an approved plan although the directory rejected a later bind, because it binds nowhere', async () => {
    const { take, run, history } = await aWorker();
    const approval = { by: 'olga', at: new Date(), reason: 'checked' };
    history.storedRun = aRun({ status: 'queued', trigger: 'schedule', approval });
    const params = { url: 'ldap://x', bindDn: 'cn=reader', settingsVersion: 1 };
    const rejected = aRun({ status: 'failed', endedAt: new Date(), reason: { code: 'LDAP_BIND_REJECTED', params } });
    vi.spyOn(history, 'newestReads').mockResolvedValue([history.storedRun, rejected]);
    await take();
    expect(run).toHaveBeenCalledOnce();

    history.storedRun = { ...history.storedRun, approval: null };
    await take();
    expect(run).toHaveBeenCalledOnce();
  });

  it('learns that someone cancelled it, also in another process', async () => {
    const { take, run, runStore } = await aWorker();
    run.mockImplementation(async (_, signal) => {
      runStore.cancelled.add('run-1');
      await new Promise((aborted) => signal.addEventListener('abort', aborted));
      expect(signal.reason).toMatchObject({ code: 'RUN_CANCELLED' });
      return aRun({ status: 'cancelled' });
    });
    await take();

    expect(run).toHaveBeenCalledOnce();
  });

  it.each([
    [{}, undefined],
    [{ chunkSize: 7 }, 7],
  ])('is applied with the chunk size of the options %o', async (options, chunkSize) => {
    const { take, run } = await aWorker(options);
    await take();

    expect(run.mock.calls[0]?.[0].chunkSize).toBe(chunkSize);
  });

  it('is ignored when it does not exist', async () => {
    const { take, run, history } = await aWorker();
    history.storedRun = undefined;
    await take();

    expect(run).not.toHaveBeenCalled();
  });

  it('ends when its job was deleted meanwhile, so that it does not hold up the others', async () => {
    const { take, abortQueued, history } = await aWorker();
    history.storedRun = aRun({ status: 'queued', job: 'subsidiary' });
    await take();

    expect(abortQueued.mock.calls[0]).toMatchObject(['run-1', { name: 'subsidiary' }, { code: 'JOB_UNKNOWN' }]);
  });

  it('ends with the reason when the add-on has been disabled', async () => {
    const { take, abortQueued, registry } = await aWorker();
    registry.enabled = false;
    await take();

    expect(abortQueued.mock.calls[0]?.[2]).toMatchObject({ code: 'ADDON_DISABLED' });
  });

  it('ends with the reason when the stored settings have become invalid', async () => {
    const { take, abortQueued, run, store } = await aWorker();
    store.overwrite('invalid');
    await take();

    expect(abortQueued.mock.calls[0]?.[2]).toMatchObject({ code: 'SETTINGS_INVALID' });
    expect(run).not.toHaveBeenCalled();
  });

  it.each([
    ['lost its lease', async () => undefined],
    ['could not be completed', () => Promise.reject(new Error('unreachable'))],
  ])('is recovered soon when it %s', async (_, outcome) => {
    const { take, run, recoverSoon } = await aWorker();
    run.mockImplementation(outcome);
    await take()?.catch(() => undefined);

    expect(recoverSoon).toHaveBeenCalledOnce();
  });
});
