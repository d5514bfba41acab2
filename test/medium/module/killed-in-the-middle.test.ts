import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { Directory } from './a-directory.js';
import { Host, type HostDatabase, JOB, postgresDatabase } from './a-host.js';
import { APPLIED_CHANGES } from '../../services/applied-changes.js';

const PEOPLE = 2_000;

describe('a worker that is killed while it applies a plan', () => {
  let directory: Directory;
  let database: HostDatabase;
  let worker: ChildProcess | undefined;
  let host: Host | undefined;

  const count = async (sql: string) =>
    (await database.query<{ count: number }>(`select count(*)::int ${sql}`))[0]?.count ?? 0;
  const content = () =>
    database.query<{ login: string }>(
      'select u.login, u.given, u.family, u.mail, u.condition from app_user u order by login',
    );

  const startWorker = async () => {
    worker = fork(new URL('worker-process.ts', import.meta.url), {
      env: { ...process.env, DATABASE_URL: database.url },
    });
    await once(worker, 'message');
    return worker;
  };

  const kill = async (process: ChildProcess) => {
    process.kill('SIGKILL');
    await once(process, 'exit');
    // PostgreSQL needs a moment to detect the lost connection and release the lease.
    await vi.waitFor(async () => expect(await count(`from pg_locks where locktype = 'advisory'`)).toBe(0), 10_000);
  };

  beforeAll(async () => {
    directory = await Directory.withPeople(PEOPLE);
  });

  beforeEach(async () => {
    for (const level of ['log', 'warn', 'error'] as const) {
      vi.spyOn(Logger.prototype, level).mockImplementation(() => undefined);
    }
    database = await postgresDatabase();
  });

  afterEach(async () => {
    worker?.kill('SIGKILL');
    await host?.stop();
    await database.drop();
  });

  afterAll(() => directory.stop());

  it('leaves complete users; the next start closes the run, and the next run reaches the same result', async () => {
    const asking = await Host.start(database, { seed: directory.settings, work: false });
    const process = await startWorker();
    const { id } = await asking.runs.start(JOB, { mode: 'apply', startedBy: null });
    await asking.stop();
    await vi.waitFor(async () => expect(await count('from app_user')).toBeGreaterThan(PEOPLE / 10), {
      timeout: 30_000,
      interval: 5,
    });
    await kill(process);
    const written = await count('from app_user');
    expect(written).toBeLessThan(PEOPLE);
    expect(await count(`from ${APPLIED_CHANGES}`)).toBe(written);
    expect(await count('from directory_link')).toBe(written);

    host = await Host.start(database);

    expect(await host.runs.get(id)).toMatchObject({
      status: 'failed',
      reason: { code: 'RUN_ABANDONED' },
      counts: { read: PEOPLE, created: written },
    });
    expect(await host.run()).toMatchObject({
      status: 'succeeded',
      counts: { read: PEOPLE, created: PEOPLE - written, unchanged: written },
    });

    const reference = await postgresDatabase();
    const other = await Host.start(reference, { seed: directory.settings });
    await other.run();
    const expected = await reference.query('select login, given, family, mail, condition from app_user order by login');
    await other.stop();
    await reference.drop();
    expect(await content()).toEqual(expected);
  });

  it('while it reverts a run: every change is in the journal, and reverting again leads to the same result', async () => {
    const limits = { changes: { enabled: false } };
    host = await Host.start(database, { seed: { ...directory.settings, limits } });
    await host.run();
    await database.query(`update app_user set family = 'Before ' || login`);
    const wrong = await content();
    const corrected = await host.run();
    expect(corrected).toMatchObject({ status: 'succeeded', counts: { updated: PEOPLE } });
    const right = await content();
    const planRevert = async (living: Host) => {
      const { id } = await living.runs.revert(corrected.id, { reason: 'wrong', startedBy: 'olga' });
      return living.ended(id);
    };
    const approve = (living: Host, { id, hash }: { id: string; hash: string | null }) =>
      living.runs.approve(id, { hash: hash ?? '', reason: 'checked', approvedBy: 'adam' });
    const plan = await planRevert(host);
    await host.stop();
    host = undefined;

    const asking = await Host.start(database, { work: false });
    const process = await startWorker();
    const { id } = await approve(asking, plan);
    await asking.stop();
    const reverted = `from app_user where family = 'Before ' || login`;
    await vi.waitFor(async () => expect(await count(reverted)).toBeGreaterThan(PEOPLE / 10), {
      timeout: 30_000,
      interval: 5,
    });
    await kill(process);
    const written = await count(reverted);
    expect(written).toBeLessThan(PEOPLE);
    const rowOf = new Map(right.map((user) => [user.login, user]));
    const old = new Map(wrong.map((user) => [user.login, user]));
    for (const user of await content()) expect([rowOf.get(user.login), old.get(user.login)]).toContainEqual(user);
    expect(await count(`from ${APPLIED_CHANGES}`)).toBe(2 * PEOPLE + written);

    host = await Host.start(database);
    expect(await host.ended(id)).toMatchObject({
      status: 'failed',
      reason: { code: 'RUN_ABANDONED' },
      counts: { updated: written },
    });
    const { id: again } = await approve(host, await planRevert(host));
    expect(await host.ended(again)).toMatchObject({
      status: 'succeeded',
      counts: { updated: PEOPLE - written, problems: 0 },
    });
    expect(await content()).toEqual(wrong);
    expect(await count(`from ${APPLIED_CHANGES}`)).toBe(3 * PEOPLE);
  });

  it('before the run is queued: the next process executes the run', async () => {
    const process = await startWorker();
    const asking = await Host.start(database, { seed: directory.settings, work: false });
    await kill(process);
    const { id } = await asking.runs.start(JOB, { mode: 'apply', startedBy: null });
    await asking.stop();

    host = await Host.start(database);

    expect(await host.ended(id)).toMatchObject({ status: 'succeeded', counts: { created: PEOPLE } });
  });
});
