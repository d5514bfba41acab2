import { Logger } from '@nestjs/common';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { SyncError } from '../../../src/contract/sync-error.js';
import { leaseLost, RunFixture } from './run-fixture.js';

describe('the run executor, when the run cannot go on,', () => {
  beforeEach(() => {
    for (const level of ['log', 'warn', 'error'] as const) vi.spyOn(Logger.prototype, level).mockReturnValue();
  });

  it('stops between two chunks when the process shuts down', async () => {
    const fixture = new RunFixture();
    fixture.onChunk = () => fixture.shutdown.abort();

    expect(await fixture.run()).toMatchObject({ status: 'failed', reason: { code: 'RUN_INTERRUPTED' } });
    expect(fixture.calls).toEqual(['acquire', 'open read', 'plan', 'close read', 'apply 2', 'failed']);
  });

  it.each([
    ['between two pages', { onFlush: 'read' }, ['acquire', 'open read', 'close read', 'cancelled']],
    [
      'between two chunks',
      { onChunk: 'apply' },
      ['acquire', 'open read', 'plan', 'close read', 'apply 2', 'cancelled'],
    ],
  ])('ends as cancelled %s when someone cancels it', async (_, event, calls) => {
    const fixture = new RunFixture();
    const [name] = Object.keys(event);
    Object.assign(fixture, { [name ?? '']: () => fixture.shutdown.abort(new SyncError('RUN_CANCELLED')) });

    expect(await fixture.run()).toMatchObject({ status: 'cancelled', reason: { code: 'RUN_CANCELLED' } });
    expect(fixture.calls).toEqual(calls);
  });

  it('a plan that is cancelled when it is complete does not wait for approval', async () => {
    const fixture = Object.assign(new RunFixture(), { mode: 'plan' as const });
    fixture.onPlan = () => fixture.shutdown.abort(new SyncError('RUN_CANCELLED'));

    expect(await fixture.run()).toMatchObject({ status: 'cancelled' });
  });

  it('stops before the first page when the process is shutting down', async () => {
    const fixture = new RunFixture();
    fixture.shutdown.abort();

    expect(await fixture.run()).toMatchObject({ status: 'failed', reason: { code: 'RUN_INTERRUPTED' } });
    expect(fixture.calls).toEqual(['acquire', 'open read', 'close read', 'failed']);
  });

  it('writes nothing more, not even the end of the run, when another process holds the lease', async () => {
    const fixture = Object.assign(new RunFixture(), { reportError: leaseLost() });

    expect(await fixture.run()).toBeUndefined();
    expect(fixture.calls).toEqual(['acquire', 'open read', 'close read']);
  });

  it.each([
    ['stopped', 'ADDON_DISABLED'],
    ['failed', 'SETTINGS_INVALID'],
    ['failed', 'SECRET_UNREADABLE'],
  ] as const)('ends a run that cannot begin as %s with the reason %s', async (status, code) => {
    const fixture = new RunFixture();

    expect(
      await fixture.abortQueued(new SyncError(code, { params: { symbolicName: 'x', field: 'y', reason: 'z' } })),
    ).toMatchObject({ status, reason: { code } });
    expect(fixture.calls).toEqual(['acquire', status]);
  });

  it('does not end a run that cannot begin when it is no longer queued', async () => {
    const fixture = Object.assign(new RunFixture(), { isQueued: false });

    expect(
      await fixture.abortQueued(new SyncError('ADDON_DISABLED', { params: { symbolicName: 'x' } })),
    ).toBeUndefined();
    expect(fixture.calls).toEqual([]);
  });
});
