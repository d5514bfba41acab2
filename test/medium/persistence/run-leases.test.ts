import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  anEntry,
  applyAll,
  JOB,
  openPostgres,
  openRun,
  openTestHost,
  plan,
  servicesOver,
  synchronize,
  type TestHost,
} from './support/test-host.js';
import { identityUsers } from './support/users.js';
import { APPLIED_CHANGES } from '../../services/applied-changes.js';

const everyone = Array.from({ length: 40 }, (_, index) => anEntry(`person${index}`));
const manual = { job: JOB, mode: 'apply', trigger: 'manual', startedBy: null, scheduledFor: null } as const;

describe('two processes on one PostgreSQL', () => {
  let one: TestHost;
  let two: TestHost;
  beforeAll(async () => {
    one = await openTestHost('PostgreSQL');
    two = await servicesOver('PostgreSQL', await openPostgres(one.url, identityUsers as never), one.url, {});
  });
  afterEach(async () => {
    await one.sql('truncate identity_user, directory_link, batch_run, batch_change, batch_chunk, batch_problem');
  });
  afterAll(async () => {
    await two.close();
    await one.close();
  });

  const leases = async () =>
    (
      await two.sql(`select 1 from pg_locks where locktype = 'advisory' and granted
      and database = (select oid from pg_database where datname = current_database())`)
    ).length;

  /** Ends the connection of the lease, as a network failure or a dead process would. PostgreSQL frees the lease a moment later. */
  const terminateLease = async (host: TestHost) => {
    await host.sql(`select pg_terminate_backend(l.pid) from pg_locks l where l.locktype = 'advisory' and l.granted
      and l.database = (select oid from pg_database where datname = current_database())`);
    await vi.waitFor(async () => expect(await leases()).toBe(0));
  };

  it('do not close the run of a live process', async () => {
    const run = await openRun(one);
    expect(await two.runs.recover()).toEqual([]);
    await expect(two.runs.queue(manual)).rejects.toMatchObject({ code: 'RUN_IN_PROGRESS', params: { runId: run.id } });
    await one.runs.abort(run, { status: 'failed', code: 'RUN_INTERRUPTED', params: {} });
  });

  it('prevent the process that lost its lease from writing', async () => {
    const run = await openRun(one);
    await plan(one, run, everyone);
    const applying = one.applier.apply(run, 10, new AbortController().signal)[Symbol.asyncIterator]();
    await applying.next();
    await terminateLease(two);
    const other = await openRun(two);

    await expect(applying.next()).rejects.toMatchObject({ code: 'RUN_LEASE_LOST' });
    await expect(one.runs.report(run, { read: 40, applied: 20, total: 40 })).rejects.toMatchObject({
      code: 'RUN_LEASE_LOST',
    });
    await expect(one.runs.complete(run)).rejects.toMatchObject({ code: 'RUN_LEASE_LOST' });
    expect(await one.history.run(run.id)).toMatchObject({
      status: 'failed',
      reason: { code: 'RUN_ABANDONED' },
      counts: { created: 10, read: 40 },
    });
    expect([one.abandoned.length, two.abandoned.length]).toEqual([0, 1]);

    await plan(two, other, everyone);
    await applyAll(two, other);
    expect(await two.runs.complete(other)).toMatchObject({
      status: 'succeeded',
      counts: { created: 30, unchanged: 10 },
    });
  });

  it('give up a queued run that the other one begins while they wait for the lease', async () => {
    const queued = await one.runs.queue(manual);
    const id = queued?.id ?? '';

    const taken = await Promise.all([one.runs.acquire(id, JOB), two.runs.acquire(id, JOB)]);

    expect(taken.filter((run) => run !== undefined)).toHaveLength(1);
    const [holder, run] = taken[0] ? [one, taken[0]] : [two, taken[1]];
    if (run) await holder.runs.abort(run, { status: 'failed', code: 'RUN_INTERRUPTED', params: {} });
  });

  it('do not refuse a start while the other one closes the run of a dead process', async () => {
    for (let round = 0; round < 20; round++) {
      await openRun(one);
      await terminateLease(two);

      const [queued] = await Promise.all([two.runs.queue(manual), one.runs.recover(), two.runs.recover()]);

      expect(queued).toMatchObject({ status: 'queued' });
      await one.sql('truncate batch_run');
    }
  });

  it('refuse an older fencing token even over a live connection', async () => {
    const run = await openRun(one);
    await plan(one, run, everyone);
    const applying = one.applier.apply(run, 10, new AbortController().signal)[Symbol.asyncIterator]();
    await applying.next();
    await one.sql('update batch_run set fence = fence + 1');
    await expect(applying.next()).rejects.toMatchObject({ code: 'RUN_LEASE_LOST' });
    expect(await one.sql('select 1 from identity_user')).toHaveLength(10);
    await expect(one.runs.abort(run, { status: 'failed', code: 'UNEXPECTED', params: {} })).rejects.toMatchObject({
      code: 'RUN_LEASE_LOST',
    });
  });

  it('reach the same result when one is killed during the apply', async () => {
    await synchronize(one, everyone.slice(0, 5));
    await one.sql(`create function slow() returns trigger language plpgsql as $$
      begin perform pg_sleep(0.02); return new; end $$`);
    await one.sql('create trigger slow before insert on identity_user for each row execute function slow()');
    const child = startProcess(one.url);
    await waitForApplied(child, 12);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await vi.waitFor(async () => {
      await one.runs.recover();
      expect(await one.history.newest(JOB.name)).toMatchObject({ status: 'failed', reason: { code: 'RUN_ABANDONED' } });
    });
    await one.sql('drop function slow cascade');

    const before = await one.sql<{ users: number; links: number; journal: number }>(
      `select (select count(*)::int from identity_user) as users, (select count(*)::int from directory_link) as links,
         (select count(*)::int from ${APPLIED_CHANGES}) as journal`,
    );
    expect(before[0]?.links).toBe(before[0]?.users);
    expect(before[0]?.journal).toBe(before[0]?.users);
    expect(before[0]?.users).toBeLessThan(40);

    const again = await synchronize(one, everyone);
    expect(again.counts).toMatchObject({ read: 40, created: 40 - (before[0]?.users ?? 0), problems: 0 });
    expect(await one.sql('select 1 from identity_user')).toHaveLength(40);
  });
});

function startProcess(url: string): ChildProcess {
  const [script, sources] = ['support/worker-process.ts', 'support/typescript-sources.mjs'].map(
    (path) => new URL(path, import.meta.url).href,
  );
  return spawn(process.execPath, [
    '--experimental-transform-types',
    '--disable-warning=ExperimentalWarning',
    '--import',
    sources ?? '',
    fileURLToPath(script ?? ''),
    url,
  ]);
}

async function waitForApplied(child: ChildProcess, atLeast: number): Promise<void> {
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  for await (const chunk of child.stdout ?? []) {
    const numbers = String(chunk).match(/\d+/g)?.map(Number) ?? [];
    if (numbers.some((number) => number >= atLeast)) return;
  }
  throw new Error(`The other process ended: ${errors}`);
}
