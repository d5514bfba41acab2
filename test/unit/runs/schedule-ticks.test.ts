import { Logger } from '@nestjs/common';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { SyncError } from '../../../src/contract/sync-error.js';
import { aRun } from './fake-runs.js';
import { sectionHashes } from '../../../src/settings/section-hashes.js';
import { aQueue } from './a-queue.js';

const tick = new Date('2026-11-24T02:00:00Z');
const BEFORE_A_CHANGE = {
  version: 1,
  dataPool: 'default',
  dataPoolVersion: 1,
  sections: { connection: 'c', search: 's', mapping: 'm', limits: 'l' },
};

beforeEach(() => {
  for (const level of ['warn', 'error'] as const) vi.spyOn(Logger.prototype, level).mockImplementation(() => undefined);
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
