import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { Directory } from './a-directory.js';
import { Host, type HostDatabase, postgresDatabase } from './a-host.js';
import type { Stage } from './signal-at.js';
import { APPLIED_CHANGES } from '../../services/applied-changes.js';

const PEOPLE = 300;
/** Long enough for a process on a busy computer, which is not suspended, to show that it lives. */
const SILENCE_MS = 4_000;
/** Before it has the lease, while it reads, in a transaction, and before the last one. Each stands for its neighbours. */
const STAGES: readonly Stage[] = ['queued', 'taken', 'reading', 'writing', 'completing'];
const WAIT = { timeout: 60_000, interval: 50 };

let directory: Directory;
let database: HostDatabase;
let host: Host;
let suspended: ChildProcess;
let said: unknown[];

beforeAll(async () => {
  directory = await Directory.withPeople(PEOPLE);
});

beforeEach(async () => {
  for (const level of ['log', 'warn', 'error'] as const) vi.spyOn(Logger.prototype, level).mockReturnValue();
  database = await postgresDatabase();
  host = await Host.start(database, { work: false });
});

afterEach(async () => {
  suspended.kill('SIGKILL');
  await host.stop();
  await database.drop();
});

afterAll(() => directory.stop());

const runs = () => database.query<{ id: string }>('select id::text from batch_run');

/** Starts a run in another process, which suspends itself at the stage. Returns the run. */
async function suspendAt(stage: Stage): Promise<string> {
  suspended = fork(new URL('signalled-process.ts', import.meta.url), [stage, 'SIGSTOP'], {
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      SEED: JSON.stringify(directory.settings),
      SILENCE_MS: String(SILENCE_MS),
    },
  });
  said = [];
  suspended.on('message', (message) => said.push(message));
  // Until it is suspended, another process could still take its run.
  await vi.waitFor(() => expect(stateOf(suspended)).toBe('T'), WAIT);
  return (await runs())[0]?.id ?? '';
}

/** The state of a process in Linux: `T` is suspended. */
function stateOf({ pid }: ChildProcess): string | undefined {
  return /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
}

/** Everything that a run writes. */
const content = () =>
  database.query(`select
    (select json_agg(u order by login) from app_user u) as users,
    (select json_agg(l order by stable_id) from directory_link l) as links,
    (select json_agg(c order by run_id, seq) from batch_change c) as journal,
    (select json_agg(r order by queued_at) from batch_run r) as runs`);

const expectedEnd = (stage: Stage) =>
  stage === 'queued' || stage === 'taken'
    ? { status: 'succeeded' }
    : { status: 'failed', reason: { code: 'RUN_ABANDONED' } };

describe('a process that is suspended', () => {
  it.each(STAGES)(
    'when its run is %s: another one takes over, and nothing is written by the one that continues',
    async (stage) => {
      const id = await suspendAt(stage);
      await host.runs.takeRuns();

      expect(await host.ended(id)).toMatchObject(expectedEnd(stage));
      expect(await host.run()).toMatchObject({ status: 'succeeded', counts: { read: PEOPLE, problems: 0 } });
      const [counts] = await database.query(
        `select (select count(*)::int from app_user where condition = 'active') as users,
         (select count(*)::int from directory_link) as links,
         (select count(*)::int from ${APPLIED_CHANGES}) as journal`,
      );
      expect(counts).toEqual({ users: PEOPLE, links: PEOPLE, journal: PEOPLE });

      const before = await content();
      suspended.kill('SIGCONT');
      await vi.waitFor(() => expect(said).toContain(stage === 'queued' ? 'started' : 'done'), WAIT);
      expect(await content()).toEqual(before);
    },
  );
});
