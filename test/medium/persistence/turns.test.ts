import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import type { LeasedRun } from '../../../src/engine/ports/run-store.js';
import type { Job } from '../../../src/processes/job.js';
import {
  anEntry,
  applyAll,
  JOB,
  KINDS,
  openPostgres,
  openRun,
  openTestHost,
  plan,
  servicesOver,
  type TestHost,
} from './support/test-host.js';
import { identityUsers } from './support/users.js';

const SECOND: Job = { ...JOB, name: 'second', settingKey: 'batch-synchronization.second' };
const THIRD: Job = { ...JOB, name: 'third', settingKey: 'batch-synchronization.third' };

const EMPTY = 'truncate identity_user, directory_link, batch_run, batch_change, batch_chunk, batch_problem';

const queue = async (host: TestHost, job: Job): Promise<string> => {
  const run = await host.runs.queue({ job, mode: 'apply', trigger: 'manual', startedBy: null, scheduledFor: null });
  return run?.id ?? '';
};
const end = (host: TestHost, run: LeasedRun) =>
  host.runs.abort(run, { status: 'failed', code: 'RUN_INTERRUPTED', params: {} });
const statusOf = async (host: TestHost, id: string) => (await host.history.run(id))?.status;

describe.each(KINDS)('runs of several jobs on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterEach(() => host.sql(EMPTY));
  afterAll(() => host.close());

  it('take turns: one that has to wait stays queued, and begins when the other has ended', async () => {
    const running = await openRun(host);
    const id = await queue(host, SECOND);

    expect(await host.runs.acquire(id, SECOND)).toBeUndefined();
    expect(await statusOf(host, id)).toBe('queued');
    expect(await host.runs.recover()).toMatchObject([{ id }]);
    expect(await statusOf(host, running.id)).toBe('reading');

    await plan(host, running, [anEntry('ada')]);
    await applyAll(host, running);
    await host.runs.complete(running);
    const next = await host.runs.acquire(id, SECOND);
    expect(next).toMatchObject({ id, fence: running.fence + 1 });
    if (next) await end(host, next);
  });

  it('begin in the order of queuing', async () => {
    const running = await openRun(host);
    const [second, third] = [await queue(host, SECOND), await queue(host, THIRD)];
    await end(host, running);

    expect((await host.runs.recover()).map(({ id }) => id)).toEqual([second, third]);
    expect(await host.runs.acquire(third, THIRD)).toBeUndefined();
    const next = await host.runs.acquire(second, SECOND);
    expect(next).toBeDefined();
    if (next) await end(host, next);
    const last = await host.runs.acquire(third, THIRD);
    expect(last).toBeDefined();
    if (last) await end(host, last);
  });

  it('can be cancelled while they wait, and do not hold up later ones', async () => {
    const running = await openRun(host);
    const [second, third] = [await queue(host, SECOND), await queue(host, THIRD)];
    await host.runs.cancel(second, 'olga');
    await end(host, running);

    expect(await host.runs.acquire(second, SECOND)).toBeUndefined();
    expect(await statusOf(host, second)).toBe('cancelled');
    const next = await host.runs.acquire(third, THIRD);
    expect(next).toBeDefined();
    if (next) await end(host, next);
  });

  it('of dead processes are closed by the run of another job', async () => {
    const abandoned = await queue(host, JOB);
    await host.sql(`update batch_run set status = 'applying', started_at = now(), fence = 7`);
    const next = await host.runs.acquire(await queue(host, SECOND), SECOND);

    expect(next).toMatchObject({ fence: 8 });
    expect(await host.history.run(abandoned)).toMatchObject({ reason: { code: 'RUN_ABANDONED' } });
    expect(host.abandoned.at(-1)).toMatchObject({ job: JOB.name });
    if (next) await end(host, next);
  });
});

describe('runs of several jobs in two processes', () => {
  let one: TestHost;
  let two: TestHost;
  beforeAll(async () => {
    one = await openTestHost('PostgreSQL');
    two = await servicesOver('PostgreSQL', await openPostgres(one.url, identityUsers as never), one.url, {});
  });
  afterEach(() => one.sql(EMPTY));
  afterAll(async () => {
    await two.close();
    await one.close();
  });

  /** Connections that wait for an advisory lock. */
  const waiting = async () =>
    (
      await two.sql(`select 1 from pg_locks where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())`)
    ).length;

  it('wait for a run that lives, which recovery does not close', async () => {
    const running = await openRun(one);
    const id = await queue(two, SECOND);

    expect(await two.runs.acquire(id, SECOND)).toBeUndefined();
    expect(await two.runs.recover()).toMatchObject([{ id, status: 'queued' }]);
    expect(await one.runs.report(running, { read: 1, applied: 0, total: null })).toBeUndefined();
    await end(one, running);
  });

  it('begin as soon as the lock is free', async () => {
    const running = await openRun(one);
    const acquiring = two.runs.acquire(await queue(two, SECOND), SECOND);
    await vi.waitFor(async () => expect(await waiting()).toBe(1));
    await end(one, running);

    const next = await acquiring;
    expect(next).toMatchObject({ fence: running.fence + 1 });
    if (next) await end(two, next);
  });

  it('stay queued in a process that ends while they wait', async () => {
    const running = await openRun(one);
    const id = await queue(two, SECOND);
    const shutdown = new AbortController();
    const acquiring = two.runs.acquire(id, SECOND, shutdown.signal);
    await vi.waitFor(async () => expect(await waiting()).toBe(1));
    shutdown.abort();
    await end(one, running);

    expect(await acquiring).toBeUndefined();
    expect(await statusOf(two, id)).toBe('queued');
  });
});
