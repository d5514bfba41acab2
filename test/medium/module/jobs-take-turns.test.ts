import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { RunStore } from '../../../src/engine/ports/run-store.js';
import type { Run } from '../../../src/index.js';
import { Directory } from './a-directory.js';
import { Host, type HostDatabase, JOB, pgliteDatabase, postgresDatabase } from './a-host.js';

const SECOND = 'second';
const PEOPLE = 30;
const SOON = { timeout: 30_000, interval: 20 };

let directory: Directory;
let database: HostDatabase;
let hosts: Host[];
let child: ChildProcess | undefined;

beforeAll(async () => {
  directory = await Directory.withPeople(PEOPLE);
});
beforeEach(() => {
  for (const level of ['log', 'warn', 'error'] as const) vi.spyOn(Logger.prototype, level).mockReturnValue();
  hosts = [];
});
afterEach(async () => {
  child?.kill('SIGKILL');
  child = undefined;
  await Promise.all(hosts.map((host) => host.stop()));
  await database.drop();
  vi.restoreAllMocks();
});
afterAll(() => directory.stop());

async function start(work = true): Promise<Host> {
  const host = await Host.start(database, { seed: directory.settings, work });
  hosts.push(host);
  return host;
}

/** Creates a second job on the data pool of the first one. */
async function createSecond({ jobs }: Host): Promise<void> {
  const description = 'The same people again';
  expect(await jobs.create({ name: SECOND, description, dataPool: 'default', changedBy: 'ada' })).toEqual({ ok: true });
  const { search, mapping } = (await jobs.settings(JOB)).settings;
  const saved = await jobs.saveSettings(SECOND, { settings: { search, mapping }, changedBy: 'ada' });
  expect(saved).toMatchObject({ ok: true });
}

const startRun = async ({ runs }: Host, job: string) => (await runs.start(job, { mode: 'apply', startedBy: 'ada' })).id;
const statusOf = async ({ runs }: Host, id: string) => (await runs.get(id)).status;

/** Waits until recovery has dispatched the waiting run some times. */
async function recoveries(host: Host, count = 3): Promise<void> {
  const recover = vi.spyOn(host.app.get(RunStore, { strict: false }), 'recover');
  await vi.waitUntil(() => recover.mock.calls.length >= count, SOON);
}

function expectOneAfterTheOther(first: Run, second: Run): void {
  expect([first, second]).toMatchObject([{ status: 'succeeded' }, { status: 'succeeded' }]);
  expect(second.startedAt?.getTime()).toBeGreaterThanOrEqual(first.endedAt?.getTime() ?? Infinity);
}

it.each([
  ['PostgreSQL', () => postgresDatabase()],
  ['the embedded database', () => pgliteDatabase()],
])('on %s, the run of another job waits and succeeds', async (_, open) => {
  database = await open();
  const host = await start();
  await createSecond(host);

  const ids = [await startRun(host, JOB), await startRun(host, SECOND)] as const;

  expectOneAfterTheOther(await host.ended(ids[0]), await host.ended(ids[1]));
});

describe('in two processes on one PostgreSQL', () => {
  beforeEach(async () => {
    database = await postgresDatabase();
  });

  it.each([
    [JOB, SECOND],
    [SECOND, JOB],
  ])('a run of %s makes the one of %s wait, however long it takes', async (first, second) => {
    const [one, two] = [await start(), await start()];
    await createSecond(one);
    await database.query('begin');
    await database.query('lock table app_user');
    const running = await startRun(one, first);
    await vi.waitUntil(async () => (await statusOf(one, running)) === 'reading', SOON);

    const waiting = await startRun(two, second);
    await recoveries(two);
    expect(await statusOf(two, waiting)).toBe('queued');
    expect(await statusOf(two, running)).toBe('reading');

    await database.query('rollback');
    expectOneAfterTheOther(await two.ended(running), await one.ended(waiting));
  });

  it('a waiting run can be cancelled', async () => {
    const [one, two] = [await start(), await start()];
    await createSecond(one);
    await database.query('begin');
    await database.query('lock table app_user');
    const running = await startRun(one, JOB);
    await vi.waitUntil(async () => (await statusOf(one, running)) === 'reading', SOON);
    const waiting = await startRun(two, SECOND);

    await one.runs.cancel(waiting, 'olga');
    await database.query('rollback');

    expect(await two.ended(waiting)).toMatchObject({ status: 'cancelled', startedAt: null });
    expect(await two.ended(running)).toMatchObject({ status: 'succeeded' });
  });

  it('when the process of a run is killed, that run is closed and the waiting one is executed', async () => {
    const host = await start(false);
    await createSecond(host);
    child = fork(new URL('signalled-process.ts', import.meta.url), ['applying', 'SIGSTOP'], {
      env: { ...process.env, DATABASE_URL: database.url, SEED: JSON.stringify(directory.settings) },
    });
    const newest = async () => (await host.runs.list(JOB, { limit: 1 })).items[0];
    await vi.waitUntil(async () => (await newest())?.status === 'applying', SOON);
    const running = (await newest())?.id ?? '';
    await host.runs.takeRuns();
    const waiting = await startRun(host, SECOND);
    await recoveries(host);
    expect(await statusOf(host, waiting)).toBe('queued');
    expect(await statusOf(host, running)).toBe('applying');

    child.kill('SIGKILL');
    await once(child, 'exit');

    expect(await host.ended(waiting)).toMatchObject({ status: 'succeeded', counts: { read: PEOPLE } });
    expect(await host.runs.get(running)).toMatchObject({ status: 'failed', reason: { code: 'RUN_ABANDONED' } });
  });
});
