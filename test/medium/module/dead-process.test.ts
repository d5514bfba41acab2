import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { RunStore } from '../../../src/engine/ports/run-store.js';
import { Directory } from './a-directory.js';
import { folderDatabase, Host, type HostDatabase, JOB, postgresDatabase } from './a-host.js';
import { APP_USER_TABLE } from './app-user.js';
import { STAGES, type Stage } from './signal-at.js';
import { APPLIED_CHANGES } from '../../services/applied-changes.js';

const PEOPLE = 300;
/** Recoveries between the death of a process and the end of its run or its takeover: two seconds apart. */
const MAX_RECOVERIES = 2;

/** A process that is started again does the same as another worker: these stages stand for the others. */
const RESTARTED: readonly Stage[] = ['taken', 'applying'];

let directory: Directory;
let host: Host | undefined;

beforeAll(async () => {
  directory = await Directory.withPeople(PEOPLE);
});

beforeEach(() => {
  for (const level of ['log', 'warn', 'error'] as const) vi.spyOn(Logger.prototype, level).mockReturnValue();
});

afterEach(async () => {
  await host?.stop();
  host = undefined;
});

afterAll(() => directory.stop());

/** Starts a run in another process, and returns when that process has killed itself at the stage. */
async function dieAt(stage: Stage, database: Readonly<Record<string, string>>): Promise<void> {
  const process: ChildProcess = fork(new URL('signalled-process.ts', import.meta.url), [stage, 'SIGKILL'], {
    env: { ...globalThis.process.env, ...database, SEED: JSON.stringify(directory.settings) },
  });
  const [, signal] = (await once(process, 'exit')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
}

/** Waits until the run of the dead process has ended. Returns its status and the number of recoveries until then. */
async function endOfRun(living: Host, id: string) {
  const recover = vi.spyOn(living.app.get(RunStore, { strict: false }), 'recover');
  let recoveries: number | undefined;
  for await (const { status } of living.runs.progress(id, AbortSignal.timeout(60_000))) {
    if (status !== 'queued') recoveries ??= recover.mock.calls.length;
  }
  const { status, reason } = await living.runs.get(id);
  return { status, reason: reason?.code, recoveries };
}

const newestRun = async (database: HostDatabase) =>
  (await database.query<{ id: string }>('select id::text from batch_run order by queued_at desc limit 1'))[0]?.id ?? '';

/** The run was not begun, so another process executes it; or it was begun, and is closed. */
const expectedEnd = (stage: Stage) =>
  stage === 'queued' || stage === 'taken' ? { status: 'succeeded' } : { status: 'failed', reason: 'RUN_ABANDONED' };

async function expectEveryoneRight(living: Host, database: HostDatabase): Promise<void> {
  expect(await living.run()).toMatchObject({ status: 'succeeded', counts: { read: PEOPLE, problems: 0 } });
  const [counts] = await database.query(
    `select (select count(*)::int from app_user where condition = 'active') as users,
       (select count(*)::int from directory_link) as links,
       (select count(*)::int from ${APPLIED_CHANGES}) as journal`,
  );
  expect(counts).toEqual({ users: PEOPLE, links: PEOPLE, journal: PEOPLE });
}

describe('a process that dies, with PostgreSQL', () => {
  let database: HostDatabase;

  beforeEach(async () => {
    database = await postgresDatabase();
  });
  afterEach(async () => {
    await host?.stop();
    host = undefined;
    await database.drop();
  });

  it.each(STAGES)('when its run is %s: another worker ends the run, and the next run is accepted', async (stage) => {
    host = await Host.start(database, { work: false });
    await dieAt(stage, { DATABASE_URL: database.url });
    const id = await newestRun(database);
    await host.runs.takeRuns();

    const { recoveries, ...end } = await endOfRun(host, id);

    expect(end).toMatchObject(expectedEnd(stage));
    expect(recoveries).toBeLessThanOrEqual(MAX_RECOVERIES);
    await expectEveryoneRight(host, database);
  });

  it.each(RESTARTED)('when its run is %s: the process that is started again ends the run at once', async (stage) => {
    await dieAt(stage, { DATABASE_URL: database.url });
    const id = await newestRun(database);
    host = await Host.start(database);

    const { recoveries, ...end } = await endOfRun(host, id);

    expect(end).toMatchObject(expectedEnd(stage));
    expect(recoveries).toBeLessThanOrEqual(MAX_RECOVERIES);
    await expectEveryoneRight(host, database);
  });

  it('a start right after the death of the process that executed a run is not refused', async () => {
    host = await Host.start(database, { work: false });
    await dieAt('applying', { DATABASE_URL: database.url });

    const run = await vi.waitFor(() => host?.runs.start(JOB, { mode: 'apply', startedBy: null }), 10_000);

    expect(run).toMatchObject({ status: 'queued' });
  });
});

describe('a process that dies, with the embedded database', () => {
  it.each(RESTARTED)('when its run is %s: the process that is started again ends the run at once', async (stage) => {
    const folder = await mkdtemp(join(tmpdir(), 'dead-process-'));
    await (await folderDatabase(folder, APP_USER_TABLE)).drop();
    await dieAt(stage, { DATA_DIR: folder });
    const database = await folderDatabase(folder);
    const id = await newestRun(database);
    host = await Host.start(database);

    const { recoveries, ...end } = await endOfRun(host, id);

    expect(end).toMatchObject(expectedEnd(stage));
    expect(recoveries).toBe(0);
    await expectEveryoneRight(host, database);
    await host.stop();
    host = undefined;
    await database.drop();
    await rm(folder, { recursive: true });
  });
});
