import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { LeasedRun } from '../../../src/engine/ports/run-store.js';
import { CancellingDatabase } from './support/cancelling-database.js';
import { empty } from './support/host-state.js';
import {
  anEntry,
  applyAll,
  JOB,
  KINDS,
  openRun,
  openTestHost,
  plan,
  SETTINGS_SHAPE,
  synchronize,
  type TestHost,
} from './support/test-host.js';

const targets = ['userName', 'email'] as const;
const entry = (name: string, address: string) => anEntry(name, { email: `${address}@example.org` });
/** Nearly all of them find out, in the chunk, that the change must be put off. */
const STATEMENTS_OF_A_PERSON = 40;
/** A cancelled run ends the transaction that it has begun, and says what became of its change. */
const STATEMENTS_OF_A_CHANGE = 20;

describe.each(KINDS)('people who get the address of the next, on %s', (kind) => {
  let host: TestHost;
  let database: CancellingDatabase;
  beforeAll(async () => {
    host = await openTestHost(kind, { through: (real) => (database = new CancellingDatabase(real)) });
  });
  beforeEach(() => empty(host));
  afterAll(() => host.close());

  /** The plan of a run: two exchange their addresses, and of the others the last one's was taken since. */
  async function planChain(length: number): Promise<LeasedRun> {
    const names = Array.from({ length }, (_, index) => `c${index}`);
    await synchronize(host, [...names.map((name) => entry(name, name)), entry('a', 'a'), entry('b', 'b')], { targets });
    const run = await openRun(host);
    const moved = names.map((name, index) => entry(name, names[index + 1] ?? 'x'));
    await plan(host, run, [entry('a', 'b'), ...moved, entry('b', 'a')], { targets });
    await host.sql(`insert into identity_user (user_name, email, state, version, created_at, updated_at)
      values ('x', 'x@example.org', 'active', 1, now(), now())`);
    return run;
  }

  async function expectOnlyTheExchange(run: LeasedRun, length: number): Promise<void> {
    expect((await host.runs.complete(run)).counts).toMatchObject({ updated: 2, problems: length });
    expect(
      await host.sql(`select user_name as name, email from identity_user
        where email <> user_name || '@example.org' order by 1`),
    ).toEqual([
      { name: 'a', email: 'b@example.org' },
      { name: 'b', email: 'a@example.org' },
    ]);
    expect(await host.sql('select distinct code, value from batch_problem order by 2')).toHaveLength(length);
  }

  it('keep theirs when the last one cannot get it, however many they are, and others exchange theirs', async () => {
    const run = await planChain(40);
    await applyAll(host, run, { signal: database.count() });

    expect(database.counted).toBeLessThan(40 * STATEMENTS_OF_A_PERSON);
    await expectOnlyTheExchange(run, 40);
  });

  it('do not delay the end of a cancelled run, which can be resumed', async () => {
    const whole = await planChain(12);
    await applyAll(host, whole, { signal: database.count() });
    const all = database.counted;
    await host.runs.complete(whole);
    for (const part of [0.15, 0.4, 0.6, 0.75, 0.9]) {
      await empty(host);
      const run = await planChain(12);
      const before = Math.floor(all * part);
      await applyAll(host, run, { signal: database.count(before) });
      expect(database.counted - before).toBeLessThan(STATEMENTS_OF_A_CHANGE);
      await host.runs.abort(run, { status: 'cancelled', code: 'RUN_CANCELLED', params: {} });
      await expectOnlyTheExchange(await resumed(run), 12);
    }
  });

  async function resumed({ id }: LeasedRun): Promise<LeasedRun> {
    await host.runs.resume({ runId: id, job: JOB, settingsShape: SETTINGS_SHAPE, resumedBy: null, validHours: 24 });
    const run = await host.runs.acquire(id, JOB);
    if (!run) throw new Error('The run is not queued.');
    await applyAll(host, run);
    return run;
  }
});
