import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RetentionLimits } from '../../../src/engine/ports/run-retention.js';
import type { SqlUsers } from '../../../src/persistence/journal/sql-users.js';
import { SqlRunRetention } from '../../../src/persistence/retention/sql-run-retention.js';
import { empty } from './support/host-state.js';
import { revert } from './support/reverting.js';
import { stepsOf } from './support/steps-of.js';
import { anEntry, KINDS, openRun, openTestHost, synchronize, type TestHost } from './support/test-host.js';
import { usersOf } from './support/users-of.js';

const DAY_MS = 86_400_000;

describe.each(KINDS)('the retention on %s', (kind) => {
  let host: TestHost;
  let users: SqlUsers;
  let retention: SqlRunRetention;
  beforeAll(async () => {
    host = await openTestHost(kind);
    const { database, tables, users: table } = host.persistence;
    users = usersOf(host.persistence);
    retention = new SqlRunRetention(database, tables, table);
  });
  beforeEach(() => empty(host));
  afterAll(() => host.close());

  const expire = (limits: Partial<RetentionLimits> = {}) =>
    stepsOf(retention.deleteExpired({ days: 400, runs: 1_000, planHours: 24, versionsInUse: [], ...limits }));
  const run = (title: string, email = 'ada@example.org') => synchronize(host, [anEntry('ada', { title, email })]);
  const age = async (days: number) => {
    const older = (column: string) => `${column} = ${column} - interval '${days} days'`;
    await host.sql(`update batch_chunk set ${older('applied_at')}`);
    await host.sql(
      `update batch_run set ${['queued_at', 'started_at', 'planned_at', 'ended_at'].map(older).join(', ')}`,
    );
  };
  const ada = async () =>
    (await host.sql<{ id: string }>(`select id::text from identity_user where user_name = 'ada'`))[0]?.id ?? '';
  const keptRuns = async () =>
    (await host.sql<{ id: string }>('select id::text from batch_run order by queued_at, id')).map(({ id }) => id);
  const count = async (table: string) =>
    (await host.sql<{ rows: number }>(`select count(*)::int as rows from ${table}`))[0]?.rows;

  it('keeps the changes that wrote the values of a user, and the runs of these changes', async () => {
    const created = await run('Engineer');
    await age(1);
    await run('Chief Engineer');
    await age(1);
    const renamed = await run('Director');
    await age(500);
    const recent = await run('Director', 'ada@example.com');
    await host.sql(`insert into batch_presence select id, 'grace', false from batch_run`);
    const before = await users.get(await ada());

    await expire();
    expect(await host.sql('select run_id::text as run from batch_presence')).toEqual([{ run: recent.id }]);

    expect(await keptRuns()).toEqual([created.id, renamed.id, recent.id]);
    expect(await count('batch_change')).toBe(3);
    const after = await users.get(await ada());
    expect(after?.fields).toEqual(before?.fields);
    expect(after?.fields).toMatchObject({
      title: { writtenBy: { runId: renamed.id } },
      email: { writtenBy: { runId: recent.id } },
      userName: { writtenBy: { runId: created.id } },
    });
    expect((await users.get(await ada(), new Date(Date.now() - DAY_MS)))?.fields).toMatchObject({
      email: { value: 'ada@example.org', writtenBy: { runId: created.id } },
    });
  });

  it('knows no states between changes of expired runs, because some are missing', async () => {
    await run('Engineer');
    await age(1);
    await run('Chief Engineer');
    await age(1);
    await run('Director');
    await age(500);
    await run('Director', 'ada@example.com');
    await expire();

    const since = (await users.get(await ada()))?.knownSince;
    expect(Math.round((Date.now() - Number(since)) / DAY_MS)).toBe(500);
    await expect(users.get(await ada(), new Date(Date.now() - 501 * DAY_MS + 3_600_000))).rejects.toMatchObject({
      code: 'USER_STATE_UNKNOWN',
      params: { since: since?.toISOString() },
    });
  });

  it('keeps a change whose value was written again by a run that has not expired', async () => {
    await run('Engineer');
    await age(1);
    const promoted = await run('Chief Engineer');
    await age(500);
    await run('Director');
    await expire();

    const past = await users.get(await ada(), new Date(Date.now() - DAY_MS));
    expect(past?.fields).toMatchObject({ title: { value: 'Chief Engineer', writtenBy: { runId: promoted.id } } });
  });

  it('deletes everything about users who do not exist any more', async () => {
    await run('Engineer');
    await age(500);
    await synchronize(host, [anEntry('grace')]);
    await host.sql(`delete from identity_user where user_name = 'ada'`);
    await expire();
    expect(await host.sql('select distinct dn from batch_change')).toEqual([{ dn: 'uid=grace,dc=example' }]);

    await age(500);
    await synchronize(host, [anEntry('bob')]);
    await expire();
    expect(await count('batch_change')).toBe(2);
    await host.sql(`delete from identity_user where user_name = 'grace'`);
    await expire();
    expect(await host.sql('select distinct dn from batch_change')).toEqual([{ dn: 'uid=bob,dc=example' }]);
  });

  it('deletes the problems of expired runs', async () => {
    const problems = [{ dn: 'cn=x', stableId: 'x', code: 'VALUE_MISSING' as const, params: { attribute: 'uid' } }];
    await synchronize(host, [anEntry('ada')], { problems });
    await age(500);
    const recent = await synchronize(host, [anEntry('ada')], { problems });
    await expire();
    expect(await host.sql('select distinct run_id::text as id from batch_problem')).toEqual([{ id: recent.id }]);
  });

  it('deletes the chunks of runs that changed nothing, and events of runs that nobody was told', async () => {
    const [created, , last] = [await run('Engineer'), await run('Engineer'), await run('Engineer')];
    await host.sql(
      `insert into batch_chunk (run_id, last_seq) select id, 99 from batch_run r
       where not exists (select from batch_chunk k where k.run_id = r.id and k.last_seq = 99)`,
    );
    await host.sql(
      `insert into batch_notification (kind, job, at) select kind, 'J', now() - interval '3 days'
       from unnest(array['run.failed', 'job.overdue']) kind`,
    );
    await age(500);
    await expire();
    expect(await keptRuns()).toEqual([created.id, last.id]);
    expect(await host.sql('select 1 from batch_chunk where last_seq = 99')).toHaveLength(2);
    expect(await host.sql('select kind from batch_notification')).toEqual([{ kind: 'job.overdue' }]);
  });

  it('deletes by number', async () => {
    for (let each = 0; each < 5; each++) await run('Engineer');
    const runs = await keptRuns();
    await expire({ runs: 2 });
    // The first one created the user.
    expect(await keptRuns()).toEqual([runs[0], runs[3], runs[4]]);
  });

  it('keeps the newest run and the last good one', async () => {
    await run('Engineer');
    const good = await run('Engineer');
    const failed = await openRun(host);
    await host.runs.abort(failed, { status: 'failed', code: 'UNEXPECTED', params: {} });
    await age(500);
    await expire();
    expect(await keptRuns()).toEqual(expect.arrayContaining([good.id, failed.id]));
    expect(await host.sql(`select id::text from batch_run where expired_at is not null`)).toHaveLength(1);
    expect(await host.history.hasApplied(good.id)).toBe(false);
  });

  it('keeps a plan that can still be applied, and an open run', async () => {
    await run('Engineer');
    const waiting = await synchronize(host, [anEntry('ada', { title: 'Director' })], { mode: 'plan' });
    await run('Engineer');
    const open = await openRun(host);
    await expire({ runs: 1 });
    expect(await keptRuns()).toEqual(expect.arrayContaining([waiting.id, open.id]));
    expect(await host.history.changes(waiting.id)).toMatchObject({ items: [{ kind: 'update' }] });

    await age(2);
    await expire({ runs: 1 });
    expect(await keptRuns()).not.toContain(waiting.id);
    await host.runs.abort(open, { status: 'failed', code: 'UNEXPECTED', params: {} });
  });

  it('keeps a run that a kept run turns back, and deletes it with that one', async () => {
    await run('Engineer');
    const wrong = await run('Director');
    await age(500);
    await revert(host, wrong.id);
    await run('Engineer');
    await expire();
    expect(await host.sql('select id from batch_run where id = $1 and expired_at is null', [wrong.id])).toHaveLength(1);

    await age(500);
    for (const title of ['A', 'B']) await run(title);
    await expire();
    await age(500);
    await run('C');
    await expire();
    expect(await keptRuns()).not.toContain(wrong.id);
  });

  it('keeps the run that saw someone last who is no longer seen', async () => {
    await synchronize(host, [anEntry('ada'), anEntry('grace')]);
    const last = await synchronize(host, [anEntry('ada'), anEntry('grace')]);
    await host.sql(
      `update directory_link set not_seen_since = now(), last_seen_run_id = $1::text::uuid where stable_id = 'grace'`,
      [last.id],
    );
    const plan = await synchronize(host, [anEntry('ada')], { mode: 'plan' });
    await host.sql(`insert into batch_presence values ($1::text::uuid, 'grace', false)`, [plan.id]);
    await age(2);
    for (let each = 0; each < 2; each++) await synchronize(host, [anEntry('ada')]);
    await expire({ runs: 1 });
    expect(await keptRuns()).toContain(last.id);
    expect(await keptRuns()).not.toContain(plan.id);
    expect(await count('batch_presence')).toBe(0);
  });

  it('takes small steps', async () => {
    const people = Array.from({ length: 1_200 }, (_, index) => `p${index}`);
    await synchronize(
      host,
      people.map((id) => anEntry(id, { title: 'one' })),
    );
    for (const title of ['two', 'three']) {
      await synchronize(
        host,
        people.map((id) => anEntry(id, { title })),
      );
    }
    await age(500);
    await run('Engineer');
    const steps = await expire();

    expect(Math.max(...steps.map(({ changes }) => changes))).toBeLessThanOrEqual(500);
    expect(await count('batch_change')).toBe(2 * 1_200 + 1);
    expect(steps.reduce((sum, { changes }) => sum + changes, 0)).toBe(1_200);
  });
});
