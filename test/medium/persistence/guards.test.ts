import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { DirectoryUser } from '../../../src/mapping/directory-user.js';
import { JudgedRuns, people } from './support/judged-runs.js';
import { applyAll, JOB, KINDS, openRun, openTestHost, type TestHost } from './support/test-host.js';

const change = (entries: readonly DirectoryUser[], count: number, fields: DirectoryUser['fields']) =>
  entries.map((entry, index) => (index < count ? { ...entry, fields: { ...entry.fields, ...fields } } : entry));

describe.each(KINDS)('guards on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());
  beforeEach(async () => {
    await host.sql('truncate identity_user, directory_link, batch_run, batch_change, batch_chunk, batch_problem');
  });

  const runs = new JudgedRuns(() => host);

  it('raise no alarm at a first import, at a run that changes nothing, and at new people', async () => {
    expect((await runs.judged(people(60))).findings).toEqual([]);
    await runs.synchronizeAll(people(60));
    expect((await runs.judged(people(60))).findings).toEqual([]);
    expect((await runs.judged(people(600))).findings).toEqual([]);
  });

  it('find a field that would be emptied, among those who have it', async () => {
    const staff = people(180);
    await runs.synchronizeAll(change(staff, 60, { title: null }));

    const { findings } = await runs.judged(change(staff, 180, { title: null }));
    expect(findings).toMatchObject([
      { guard: 'vanishingValues', field: 'title', unit: null, people: 120, total: 120 },
      { guard: 'changes', people: 120, total: 180 },
    ]);
    expect((await runs.judged(change(change(staff, 60, { title: null }), 69, { title: null }))).findings).toMatchObject(
      [{ guard: 'vanishingValues', people: 9, total: 120 }],
    );
    expect((await runs.judged(change(staff, 66, { title: null }))).findings).toEqual([]);
  });

  it('find a field that would get the default value, among those who have one of their own', async () => {
    const staff = change(people(100), 60, { title: 'n/a' });
    const defaults = new Map([['title', 'n/a']] as const);
    await runs.synchronizeAll(staff);
    const lost = change(staff, 100, { title: 'n/a' });
    expect((await runs.judged(lost, { defaults })).findings).toMatchObject([
      { guard: 'vanishingValues', field: 'title', people: 40, total: 40 },
    ]);
    expect((await runs.judged(change(staff, 64, { title: 'n/a' }), { defaults })).findings).toEqual([]);
    expect((await runs.judged(change(staff, 100, { title: null }), { defaults })).findings).toMatchObject([
      { guard: 'vanishingValues', people: 40, total: 40 },
      { guard: 'changes', people: 100 },
    ]);
    const judged = await runs.judge(lost, { defaults });
    const findings = judged.findings.map((one) => ({ ...one, defaultValue: 'n/a' }));
    const stopped = await runs.stop({ ...judged, findings });
    expect((await host.history.changes(stopped.id, { guard: 0 })).items).toHaveLength(40);
  });

  it('find an additional attribute that would be emptied', async () => {
    await runs.synchronizeAll(people(20));
    const { findings } = await runs.judged(people(20).map((entry) => ({ ...entry, attributes: {} })));
    expect(findings).toMatchObject([{ guard: 'vanishingValues', field: 'attributes.desk', people: 20, total: 20 }]);
  });

  it('find what happens in one organizational unit, also below a name with a comma', async () => {
    const [large, small] = [people(2000), people(20, 'OU=Sales\\, EMEA,dc=example', 'Smith\\, ')];
    await runs.synchronizeAll([...large, ...small]);

    const emptied = small.map((entry, index) =>
      index < 8
        ? { ...entry, dn: entry.dn.replace('OU=Sales', 'ou=sales'), fields: { ...entry.fields, email: null } }
        : entry,
    );
    const { findings } = await runs.judged([...large, ...emptied]);
    expect(findings).toMatchObject([{ guard: 'vanishingValues', field: 'email', people: 8, total: 20 }]);
    expect(findings[0]?.unit?.toLowerCase()).toBe('ou=sales\\, emea,dc=example');
    const stopped = await runs.stop(await runs.judge([...large, ...emptied]));
    expect((await host.history.changes(stopped.id, { guard: 0 })).items).toHaveLength(8);
  });

  it('find names that would change, but neither new values nor other fields', async () => {
    const staff = people(60);
    await runs.synchronizeAll(change(staff, 30, { email: null }));

    const renamed = staff.map((entry, index) => ({
      ...entry,
      fields: { ...entry.fields, email: `p${index}@new.example`, ...(index < 50 && { title: 'other' }) },
    }));
    expect((await runs.judged(renamed)).findings).toMatchObject([
      { guard: 'names', field: 'email', people: 30, total: 30 },
      { guard: 'changes', people: 60, total: 60 },
    ]);
  });

  it('judge a run that takes over existing users by name like any other', async () => {
    await host.sql(
      `insert into identity_user (user_name, title, state, version, created_at, updated_at)
       select 'p' || n, 'Title', 'active', 1, now(), now() from generate_series(0, 59) n`,
    );
    expect((await runs.judged(change(people(60), 60, { title: null }))).findings).toMatchObject([
      { guard: 'vanishingValues', field: 'title', people: 60, total: 60 },
      { guard: 'changes', people: 60, total: 60 },
    ]);
  });

  it('find people who are no longer there, of those whom the last good run saw, and not again after an approval', async () => {
    const [staff, sales] = [people(200), people(30, 'ou=Sales,dc=example', 's')];
    await runs.synchronizeAll([...staff, ...sales]);
    expect((await runs.judged([...staff.slice(11), ...sales])).findings).toEqual([]);
    // A run that did not end well does not change what is known.
    const stopped = await runs.stop(await runs.judge([...staff.slice(80), ...sales]));
    expect(await host.history.findings(stopped.id)).toMatchObject([
      { guard: 'entries', unit: null, people: 80, total: 230 },
    ]);
    expect((await runs.judged([...staff, ...sales.slice(12)])).findings).toMatchObject([
      { guard: 'entries', unit: 'ou=Sales,dc=example', people: 12, total: 30 },
    ]);

    const left = await runs.stop(await runs.judge([...staff.slice(80), ...sales]));
    await runs.approve(left);
    const run = await host.runs.acquire(left.id, JOB);
    if (!run) throw new Error('The run is not queued.');
    await applyAll(host, run);
    await host.runs.complete(run);
    expect((await runs.judged([...staff.slice(80), ...sales])).findings).toEqual([]);
    expect((await runs.judged([...staff.slice(100), ...sales])).findings).toMatchObject([
      { guard: 'entries', unit: null, people: 20, total: 150 },
    ]);
  });

  it('find people who became inactive, once, and not those who were never synchronized', async () => {
    const [staff, strangers] = [people(100), people(50, 'ou=Hosts,dc=example', 'h')];
    await runs.synchronizeAll(staff, { inactive: strangers.slice(30) });
    expect((await runs.judged(staff, { inactive: strangers })).findings).toEqual([]);

    const disabled = { inactive: [...staff.slice(60), ...strangers.slice(30)] };
    expect((await runs.judged(staff.slice(0, 60), disabled)).findings).toMatchObject([
      { guard: 'entries', unit: null, people: 40, total: 100 },
    ]);
    const left = { inactive: disabled.inactive.slice(1) };
    expect((await runs.judged(staff.slice(0, 60), left)).findings).toMatchObject([{ people: 40, total: 100 }]);
    await runs.synchronizeAll(staff.slice(0, 60), disabled);
    expect((await runs.judged(staff.slice(0, 60), disabled)).findings).toEqual([]);
  });

  it('miss nobody who moved, and compare with the number of entries after an upgrade', async () => {
    await runs.synchronizeAll(people(60));
    const moved = people(60).map((entry) => ({ ...entry, dn: entry.dn.replace('ou=Staff', 'ou=New') }));
    expect((await runs.judged(moved)).findings.filter(({ guard }) => guard === 'entries')).toEqual([]);
    // A run that reverts another one reads nobody.
    await host.sql(
      `insert into batch_run (job, symbolic_name, data_pool, mode, "trigger", status, counts, started_at, ended_at, reverts_run_id)
       select job, symbolic_name, data_pool, mode, "trigger", status, '{"read": 1}', now(), now(), id from batch_run
       where status = 'succeeded'`,
    );
    expect((await runs.judged(people(40))).findings).toMatchObject([{ guard: 'entries', people: 20, total: 60 }]);
    await host.sql("update batch_run set counts = counts - 'notSeen'");
    expect((await runs.judged(people(40))).findings).toMatchObject([{ guard: 'entries', people: 20, total: 60 }]);
  });

  it('keep the plan of a stopped run, which is applied exactly when somebody approves it', async () => {
    const staff = people(20);
    await runs.synchronizeAll(staff);
    const stopped = await runs.stop(await runs.judge(change(staff, 12, { title: null })));

    expect(stopped).toMatchObject({
      mode: 'apply',
      status: 'stopped',
      counts: { read: 20, updated: 12, unchanged: 8 },
      reason: { code: 'VALUES_WOULD_VANISH', params: { people: 12, among: 20, userField: 'title' } },
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(await host.sql('select 1 from identity_user where title is null')).toEqual([]);
    const concerned = await host.history.changes(stopped.id, { guard: 0, limit: 200 });
    expect(concerned.items.map(({ after }) => after['title'])).toEqual(Array.from({ length: 12 }, () => null));
    expect((await host.history.changes(stopped.id, { guard: 1 })).items).toEqual([]);

    expect(await runs.approve(stopped)).toMatchObject({ status: 'queued', reason: null });
    const run = await host.runs.acquire(stopped.id, JOB);
    if (!run) throw new Error('The run is not queued.');
    expect(run.isApproved).toBe(true);
    await applyAll(host, run);
    expect(await host.runs.complete(run)).toMatchObject({
      status: 'succeeded',
      approval: { by: 'olga', reason: 'a new mail system' },
    });
    expect(await host.sql('select 1 from identity_user where title is null')).toHaveLength(12);
    await expect(runs.approve(stopped)).rejects.toMatchObject({ code: 'PLAN_NOT_WAITING' });
  });

  it('cannot approve a run that was stopped without a plan', async () => {
    const run = await openRun(host);
    const stopped = await host.runs.abort(run, { status: 'stopped', code: 'DIRECTORY_EMPTY', params: {} });
    await expect(runs.approve(stopped)).rejects.toMatchObject({ code: 'PLAN_NOT_WAITING' });
  });
});
