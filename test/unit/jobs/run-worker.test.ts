import { describe, expect, it, vi } from 'vitest';

import type { DispatchRequest } from '../../../src/contract/dispatcher.js';
import type { Run } from '../../../src/contract/run.js';
import type { SyncError } from '../../../src/contract/sync-error.js';
import type { RunRecovery } from '../../../src/jobs/run-recovery.js';
import { RunWorker } from '../../../src/jobs/run-worker.js';
import type { DatabaseAccess } from '../../../src/sync/ports/database-access.js';
import type { RunOrder } from '../../../src/sync/run-order.js';
import type { Runner } from '../../../src/sync/runner.js';
import { aJob, aRun, directorySettings, FakeDispatcher } from './a-job.js';

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
  symbolicName: 'LDAPAddonBatchSync',
  mode: 'apply',
  trigger: 'manual',
};

async function aWorker(options: { readonly chunkSize?: number } = {}, kind = 'pglite', works = true) {
  const job = aJob(directorySettings);
  await job.editor.seed();
  const queue = new Queue();
  const run = vi.fn<(order: RunOrder) => Promise<Run | undefined>>().mockResolvedValue(aRun());
  const refuse = vi.fn<(id: string, pool: string, error: SyncError) => Promise<Run>>().mockResolvedValue(aRun());
  const recoverSoon = vi.fn<() => void>();
  const worker = new RunWorker(
    options,
    job.office,
    job.desk,
    { native: () => Promise.resolve({ kind }) } as unknown as DatabaseAccess,
    queue,
    { run, refuse } as unknown as Runner,
    { recoverSoon } as unknown as RunRecovery,
  );
  if (works) await worker.work();
  const take = () => queue.handler?.(request, new AbortController().signal);
  return { ...job, worker, queue, take, run, refuse, recoverSoon };
}

it('asks the queue once, however often it is told to take runs, and again after a failure', async () => {
  const { worker, queue } = await aWorker({}, 'pglite', false);
  const asked = vi.spyOn(queue, 'work').mockRejectedValueOnce(new Error('away'));
  await expect(worker.work()).rejects.toThrow('away');
  await Promise.all([worker.work(), worker.work()]);

  expect(asked).toHaveBeenCalledTimes(2);
});

describe('a run that is taken from the queue', () => {
  it('is executed with the settings in force at that moment, the password opened', async () => {
    const { take, run, editor } = await aWorker();
    await editor.save({ settings: { dataPool: { pageSize: 50 } }, changedBy: null });
    await take();

    expect(run.mock.calls[0]?.[0]).toMatchObject({
      runId: 'run-1',
      dataPool: { pageSize: 50, bindPassword: 'correct horse' },
      chunkSize: 500,
    });
  });

  it.each([
    [{}, 'postgresql', 2000],
    [{ chunkSize: 7 }, 'postgresql', 7],
  ])('is written in chunks as the options %o and %s say', async (options, kind, chunkSize) => {
    const { take, run } = await aWorker(options, kind);
    await take();

    expect(run.mock.calls[0]?.[0]).toMatchObject({ chunkSize });
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
