import { describe, expect, it, vi } from 'vitest';

import type { DispatchRequest } from '../../../src/contract/dispatcher.js';
import type { Run } from '../../../src/contract/runs.js';
import type { SyncError } from '../../../src/contract/sync-error.js';
import type { RunRecovery } from '../../../src/runs/run-recovery.service.js';
import { RunWorker } from '../../../src/runs/run-worker.service.js';
import type { Job } from '../../../src/processes/job.js';
import type { RunInput } from '../../../src/engine/run-input.js';
import type { RunExecutor } from '../../../src/engine/run-executor.service.js';
import { aJob, aRun, directorySettings, FakeDispatcher, FakeHistory } from './a-job.js';

type Handler = (request: DispatchRequest, signal: AbortSignal) => Promise<void>;

class Queue extends FakeDispatcher {
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

async function aWorker(options: { readonly chunkSize?: number } = {}, works = true) {
  const around = aJob(directorySettings);
  await around.start();
  const history = new FakeHistory();
  history.known = aRun({ status: 'queued' });
  const queue = new Queue();
  const run = vi.fn<(order: RunInput) => Promise<Run | undefined>>().mockResolvedValue(aRun());
  const refuse = vi.fn<(id: string, job: Job, error: SyncError) => Promise<Run>>().mockResolvedValue(aRun());
  const recoverSoon = vi.fn<() => void>();
  const worker = new RunWorker(
    options,
    around.catalog,
    around.jobSettings,
    history,
    queue,
    { run, refuse } as unknown as RunExecutor,
    { recoverSoon } as unknown as RunRecovery,
  );
  if (works) await worker.work();
  const take = () => queue.handler?.(request, new AbortController().signal);
  return { ...around, history, worker, queue, take, run, refuse, recoverSoon };
}

it('asks the queue once, however often it is told to take runs, and again after a failure', async () => {
  const { worker, queue } = await aWorker({}, false);
  const asked = vi.spyOn(queue, 'work').mockRejectedValueOnce(new Error('away'));
  await expect(worker.work()).rejects.toThrow('away');
  await Promise.all([worker.work(), worker.work()]);

  expect(asked).toHaveBeenCalledTimes(2);
});

describe('a run that is taken from the queue', () => {
  it('is executed with the settings in force at that moment, the password opened', async () => {
    const { take, run, jobSettings, job } = await aWorker();
    await jobSettings.save(job, { settings: { dataPool: { pageSize: 50 } }, changedBy: null });
    await take();

    expect(run.mock.calls[0]?.[0]).toMatchObject({
      runId: 'run-1',
      dataPool: { pageSize: 50, bindPassword: 'correct horse' },
    });
  });

  it.each([
    [{}, undefined],
    [{ chunkSize: 7 }, 7],
  ])('is written in chunks as the options %o say', async (options, chunkSize) => {
    const { take, run } = await aWorker(options);
    await take();

    expect(run.mock.calls[0]?.[0].chunkSize).toBe(chunkSize);
  });

  it('is left alone when it is gone from the history', async () => {
    const { take, run, history } = await aWorker();
    history.known = undefined;
    await take();

    expect(run).not.toHaveBeenCalled();
  });

  it('ends with the reason when the add-on was disabled meanwhile', async () => {
    const { take, refuse, registry } = await aWorker();
    registry.enabled = false;
    await take();

    expect(refuse.mock.calls[0]?.[2]).toMatchObject({ code: 'ADDON_DISABLED' });
  });

  it('ends with the reason when somebody scribbled into the settings meanwhile', async () => {
    const { take, refuse, run, store } = await aWorker();
    store.holds('rubbish');
    await take();

    expect(refuse.mock.calls[0]?.[2]).toMatchObject({ code: 'SETTINGS_INVALID' });
    expect(run).not.toHaveBeenCalled();
  });

  it.each([
    ['lost its turn', async () => undefined],
    ['could not be brought to an end', () => Promise.reject(new Error('away'))],
  ])('is looked after soon when it %s', async (_, outcome) => {
    const { take, run, recoverSoon } = await aWorker();
    run.mockImplementation(outcome);
    await take()?.catch(() => undefined);

    expect(recoverSoon).toHaveBeenCalledOnce();
  });
});
