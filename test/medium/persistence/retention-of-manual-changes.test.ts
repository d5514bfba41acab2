import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { UserChangeRequest } from '../../../src/contract/user-changes.js';
import type { RetentionLimits } from '../../../src/engine/ports/run-retention.js';
import type { SqlUsers } from '../../../src/persistence/journal/sql-users.js';
import { SqlRunRetention } from '../../../src/persistence/retention/sql-run-retention.js';
import { empty } from './support/host-state.js';
import { anEntry, KINDS, openTestHost, synchronize, type TestHost } from './support/test-host.js';
import { usersOf } from './support/users-of.js';

const DAY_MS = 86_400_000;
const LIMITS = { days: 400, runs: 1_000, planHours: 24, versionsInUse: [] };

describe.each(KINDS)('the retention of manual changes on %s', (kind) => {
  let host: TestHost;
  let users: SqlUsers;
  beforeAll(async () => {
    host = await openTestHost(kind);
    users = usersOf(host.persistence);
  });
  beforeEach(() => empty(host));
  afterAll(() => host.close());

  async function expire(limits: Partial<RetentionLimits> = {}): Promise<number> {
    const { database, tables, users: table } = host.persistence;
    let changes = 0;
    for await (const step of new SqlRunRetention(database, tables, table).deleteExpired({ ...LIMITS, ...limits }))
      changes += step.changes;
    return changes;
  }

  const run = (title: string) => synchronize(host, [anEntry('ada', { title, email: 'ada@one.example' })]);
  const ada = async () =>
    (await host.sql<{ id: string }>(`select id::text from identity_user where user_name = 'ada'`))[0]?.id ?? '';
  const change = async (reason: string, fields: UserChangeRequest['fields'], pins: UserChangeRequest['pins'] = {}) =>
    users.change(await ada(), { fields, pins, reason, changedBy: 'olga' });
  const kept = async () =>
    (await host.sql<{ reason: string }>('select reason from manual_change order by position')).map((row) => row.reason);

  /** Makes all that was done until now older. */
  async function age(days: number): Promise<void> {
    const older = (...columns: string[]) =>
      columns.map((column) => `${column} = ${column} - interval '${days} days'`).join(', ');
    await host.sql(`update manual_change set ${older('changed_at')}`);
    await host.sql(`update batch_chunk set ${older('applied_at')}`);
    await host.sql(`update batch_run set ${older('queued_at', 'started_at', 'planned_at', 'ended_at')}`);
  }

  it('keeps those that wrote a value last among what has expired, and all that have not', async () => {
    await run('Engineer');
    await change('first title', { title: 'A' });
    await change('e-mail', { email: 'ada@two.example' });
    await change('only a pin', {}, { title: { expiresAt: null } });
    await change('second title', { title: 'B' });
    await age(500);
    await change('recent title', { title: 'C' });
    const before = (await users.get(await ada()))?.fields;

    expect(await expire()).toBe(2);
    expect(await kept()).toEqual(['e-mail', 'second title', 'recent title']);
    expect((await users.get(await ada()))?.fields).toEqual(before);
    const yesterday = await users.get(await ada(), new Date(Date.now() - DAY_MS));
    expect(yesterday?.fields).toMatchObject({
      title: { value: 'B', writtenBy: { manual: { by: 'olga', reason: 'second title' } } },
      email: { value: 'ada@two.example', writtenBy: { manual: { reason: 'e-mail' } } },
    });
    expect(await expire()).toBe(0);
  });

  it('knows no states before the last one that has expired, because some are missing', async () => {
    await run('Engineer');
    await change('first title', { title: 'A' });
    await age(100);
    await change('second title', { title: 'B' });
    await age(500);
    await expire();

    const since = (await users.get(await ada()))?.knownSince;
    expect(Math.round((Date.now() - Number(since)) / DAY_MS)).toBe(500);
    await expect(users.get(await ada(), new Date(Date.now() - 550 * DAY_MS))).rejects.toMatchObject({
      code: 'USER_STATE_UNKNOWN',
    });
  });

  it('deletes one whose value an expired run wrote again, and keeps one whose value only a recent run wrote again', async () => {
    await run('Engineer');
    await change('before the old run', { title: 'A' });
    const old = await run('Director');
    await change('before the recent run', { title: 'B' });
    await age(500);
    await run('President');
    await expire();
    expect(await kept()).toEqual(['before the recent run']);

    await host.sql('truncate manual_change');
    await change('before the old run', { title: 'A' });
    await host.sql(`update manual_change set changed_at = now() - interval '500 days', position = 1`);
    await expire();
    expect(await kept()).toEqual([]);
    expect(await host.sql(`select 1 from batch_change where run_id = '${old.id}'`)).toHaveLength(1);
  });

  it('deletes none by number', async () => {
    await run('Engineer');
    for (const title of ['A', 'B', 'C', 'D']) await change(title, { title });
    expect(await expire({ runs: 1 })).toBe(0);
    expect(await kept()).toEqual(['A', 'B', 'C', 'D']);
  });

  it('deletes one that expired before the run that wrote its value again, when that run expires', async () => {
    await run('Engineer');
    await change('title', { title: 'A' });
    await change('e-mail', { email: 'ada@two.example' });
    await age(401);
    await run('Director');
    await change('recent e-mail', { email: 'ada@three.example' });
    await expire();
    expect(await kept()).toEqual(['title', 'e-mail', 'recent e-mail']);

    await host.sql(`update batch_chunk set applied_at = applied_at - interval '500 days'`);
    await host.sql(`update batch_run set ended_at = ended_at - interval '500 days'`);
    await run('President');
    expect(await expire()).toBeGreaterThan(0);
    expect(await kept()).toEqual(['recent e-mail']);
    expect(await expire()).toBe(0);
  });

  it('deletes expired ones of users who do not exist any more, in small steps', async () => {
    await run('Engineer');
    await change('kept while ada exists', { title: 'A' });
    await age(500);
    await expire();
    expect(await kept()).toEqual(['kept while ada exists']);
    await host.sql(`delete from identity_user where user_name = 'ada'`);
    await host.sql(
      `insert into manual_change (user_id, reason, names, before, after, changed_at)
       select gen_random_uuid()::text, 'of nobody', array['title'], array['A'], array['B'], now() - interval '500 days'
       from generate_series(1, 1200)`,
    );

    const { database, tables, users: table } = host.persistence;
    const steps: number[] = [];
    for await (const { changes } of new SqlRunRetention(database, tables, table).deleteExpired(LIMITS))
      steps.push(changes);
    expect(Math.max(...steps)).toBe(500);
    expect(await kept()).toEqual([]);
  });
});
