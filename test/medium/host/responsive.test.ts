import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { BatchSyncRuns } from '../../../src/index.js';
import { Directory } from '../module/a-directory.js';
import { Client, givenPasswords, realHost, type RealHost } from './real-host.js';

const PEOPLE = 20_000;
const MOST_CPU_PER_TURN_MS = 250;

let folder: string;
let directory: Directory;
let host: RealHost;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'responsive-'));
  directory = await Directory.withPeople(PEOPLE);
  const { url, readerDn, readerPassword, baseDn } = directory.slapd;
  host = await realHost({
    DATA_DIR: folder,
    ...givenPasswords,
    LOG_LEVEL: 'warn',
    LDAP_URL: url,
    LDAP_BIND_DN: readerDn,
    LDAP_BIND_PASSWORD: readerPassword,
    LDAP_BASE_DN: baseDn,
    LDAP_FILTER: '(objectClass=inetOrgPerson)',
  });
});
afterAll(async () => {
  await host?.stop();
  await directory?.stop();
  await rm(folder, { recursive: true, force: true });
});

it('answers while the embedded database writes 20,000 people, and never computes for long', async () => {
  const operator = await Client.signIn(host, 'operator');
  using turns = measureTurns();
  const { body: run } = await operator
    .post('batch-synchronizations/LDAPAddonBatchSync/runs', { mode: 'apply' })
    .expect(202);

  const applied: number[] = [];
  const runs = host.app.get(BatchSyncRuns, { strict: false });
  for await (const progress of runs.progress(run.id, new AbortController().signal)) {
    await host.http().get('/health/live').expect(200);
    if (progress.status === 'applying') applied.push(progress.applied);
  }

  expect(await operator.get(`runs/${run.id}`).then(({ body }) => body.counts)).toMatchObject({ created: PEOPLE });
  // Four a second at most, and never backwards.
  expect(new Set(applied).size).toBeGreaterThan(1);
  expect(applied).toEqual(applied.toSorted((one, other) => one - other));
  expect(turns.longestMs()).toBeLessThan(MOST_CPU_PER_TURN_MS);
});

/** The CPU time of this thread between two turns of the event loop. Unlike the clock, it does not depend on the load. */
function measureTurns() {
  let [last, longest] = [process.threadCpuUsage(), 0];
  const timer = setInterval(() => {
    const { user, system } = process.threadCpuUsage(last);
    last = process.threadCpuUsage();
    longest = Math.max(longest, user + system);
  }, 1);
  return { longestMs: () => longest / 1000, [Symbol.dispose]: () => clearInterval(timer) };
}
