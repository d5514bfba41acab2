import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { RetentionLimits } from '../../../src/engine/ports/run-retention.js';
import type { Database } from '../../../src/persistence/database/database.js';
import { SqlRunRetention } from '../../../src/persistence/retention/sql-run-retention.js';
import { empty } from './support/host-state.js';
import { PausingDatabase } from './support/pausing-database.js';
import { anEntry, KINDS, openRun, openTestHost, plan, synchronize, type TestHost } from './support/test-host.js';
import { usersOf } from './support/users-of.js';

const LIMITS: RetentionLimits = { days: 400, runs: 1_000, planHours: 24, versionsInUse: [] };
const DATES = ['queued_at', 'started_at', 'planned_at', 'ended_at'];

let host: TestHost;

const everyone = (people: number, title: string) =>
  Array.from({ length: people }, (_, index) => anEntry(`p${index}`, { title, email: `p${index}@example.org` }));

const retention = (database: Database = host.persistence.database) =>
  new SqlRunRetention(database, host.persistence.tables, host.persistence.users);

const count = async (from: string) =>
  (await host.sql<{ rows: number }>(`select count(*)::int as rows from ${from}`))[0]?.rows;

/** What people have, and which run wrote it. */
async function fields() {
  const ids = await host.sql<{ id: string }>('select id::text from identity_user order by user_name limit 50');
  return Promise.all(ids.map(async ({ id }) => (await usersOf(host.persistence).get(id))?.fields));
}

/** Runs that ended long ago, with problems and people not seen, each of which changed everybody. */
async function expiredRuns(runs: number, people: number): Promise<void> {
  const problems = [{ dn: 'cn=x', stableId: 'x', code: 'VALUE_MISSING' as const, params: { attribute: 'uid' } }];
  for (let run = 0; run < runs; run++) await synchronize(host, everyone(people, `Title ${run}`), { problems });
  await synchronize(host, everyone(people, `Title ${runs - 1}`));
  await host.sql(`insert into batch_presence select id, 'grace', false from batch_run`);
  await host.sql(`update batch_chunk set applied_at = applied_at - interval '500 days'`);
  await host.sql(`update batch_run set ${DATES.map((date) => `${date} = ${date} - interval '500 days'`).join(', ')}`);
}

describe('the retention on PostgreSQL', () => {
  const PEOPLE = 12;
  const RUNS = 5;
  beforeAll(async () => {
    host = await openTestHost('PostgreSQL');
  });
  afterAll(() => host.close());

  it('blocks no run, whichever of its steps is under way', async () => {
    await expiredRuns(RUNS, PEOPLE);
    await host.sql(
      `insert into field_pin (user_id, field, reason, pinned_by, pinned_at, expires_at)
       select id::text, 'email', 'asked by phone', 'olga', now(), now() - interval '1 day' from identity_user`,
    );
    const before = await fields();
    let beside = 0;
    const slow = new PausingDatabase(host.persistence.database, async () => {
      const run = await synchronize(host, everyone(PEOPLE, `Beside ${++beside}`), { chunkSize: 5 });
      expect(run).toMatchObject({ status: 'succeeded', counts: { updated: PEOPLE } });
    });
    for await (const step of retention(slow).deleteExpired(LIMITS)) expect(step.changes).toBeLessThanOrEqual(PEOPLE);

    expect(beside).toBeGreaterThan(RUNS * 3);
    expect(await count('field_pin')).toBe(0);
    expect(await count('batch_problem')).toBe(0);
    const [first] = before;
    expect(first).toMatchObject({ title: { value: `Title ${RUNS - 1}` } });
    // Everybody was created by the oldest run. The last expired one wrote titles that recent runs have written again.
    const kept = await host.sql<{ changes: number }>(
      `select count(*)::int as changes from batch_change c join batch_run r on r.id = c.run_id
       where r.expired_at is not null group by r.id order by r.id`,
    );
    expect(kept.map(({ changes }) => changes)).toEqual([PEOPLE, PEOPLE]);
    for (const [index, user] of (await fields()).entries()) {
      expect(user?.['title']).toMatchObject({ value: `Beside ${beside}` });
      expect(user?.['email']).toEqual(before[index]?.['email']);
    }
  });
});

describe.each(KINDS)('the retention through many expired runs beside a run that applies, on %s', (kind) => {
  const PEOPLE = 520;
  const RUNS = 10;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  beforeEach(() => empty(host));
  afterAll(() => host.close());

  it('lets each chunk through, and both arrive at their results', async () => {
    await expiredRuns(RUNS, PEOPLE);
    const before = await fields();
    const run = await openRun(host);
    const order: string[] = [];
    const deleting = (async () => {
      for await (const { changes, runs } of retention().deleteExpired(LIMITS)) {
        expect(Math.max(changes, runs)).toBeLessThanOrEqual(500);
        order.push('step');
      }
    })();
    await plan(host, run, everyone(PEOPLE, 'Beside'));
    for await (const _ of host.applier.apply(run, 20, new AbortController().signal)) order.push('chunk');
    expect(await host.runs.complete(run)).toMatchObject({ status: 'succeeded', counts: { updated: PEOPLE } });
    order.push('end');
    await deleting;

    // The run was not put off until the retention was through, and the retention not until the run was.
    expect(order.indexOf('chunk')).toBeLessThan(order.lastIndexOf('step'));
    expect(order.indexOf('step')).toBeLessThan(order.indexOf('end'));
    // It kept the last good run until there was another one.
    for await (const _ of retention().deleteExpired(LIMITS)) continue;
    expect(await count(`batch_run where expired_at is null`)).toBe(1);
    expect(await count('batch_problem')).toBe(0);
    // Everybody's creation, the last title before this run, and this run.
    expect(await count('batch_change')).toBe(3 * PEOPLE);
    for (const [index, user] of (await fields()).entries()) {
      expect(user?.['title']).toMatchObject({ value: 'Beside', writtenBy: { runId: run.id } });
      expect(user?.['email']).toEqual(before[index]?.['email']);
    }
  });
});
