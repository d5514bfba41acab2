import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { type GuardFinding, GUARD_CODES, findingParams } from '../../../src/contract/guards.js';
import type { Run } from '../../../src/contract/run.js';
import { floorsOf, guardPlan } from '../../../src/engine/guards/guards.js';
import type { Evidence } from '../../../src/engine/ports/plan-evidence.js';
import type { LeasedRun } from '../../../src/engine/ports/run-store.js';
import type { DirectoryUser } from '../../../src/mapping/directory-user.js';
import { LimitsSettings } from '../../../src/settings/schema/limits-settings.js';
import {
  anEntry,
  applyAll,
  JOB,
  KINDS,
  openRun,
  openTestHost,
  plan,
  type RunOptions,
  SETTINGS_SHAPE,
  type TestHost,
} from './support/test-host.js';

const LIMITS = new LimitsSettings();

/** People below `unit`, with a title, an e-mail address and an additional attribute. */
function people(count: number, unit = 'ou=Staff,dc=example', prefix = 'p'): DirectoryUser[] {
  return Array.from({ length: count }, (_, index) => {
    const id = `${prefix}${index}`;
    const fields = { title: `Title ${id}`, email: `${id}@example.org` };
    return anEntry(id, fields, { dn: `uid=${id},${unit}`, attributes: { desk: id } });
  });
}

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

  interface Judged {
    readonly run: LeasedRun;
    readonly evidence: Evidence;
    readonly findings: readonly GuardFinding[];
  }

  async function judge(entries: readonly DirectoryUser[], options: RunOptions = {}): Promise<Judged> {
    const run = await openRun(host, options.mode);
    let evidence: Evidence | undefined;
    await plan(host, run, entries, {
      targets: ['userName', 'title', 'email', 'attributes.desk'],
      ...options,
      onPlanned: async (source, counts) => {
        evidence = await host.evidence.ofRead(run, source, counts, floorsOf(LIMITS));
      },
    });
    if (!evidence) throw new Error('There is no evidence.');
    return { run, evidence, findings: guardPlan(evidence, LIMITS) };
  }

  async function stop({ run, findings }: Judged): Promise<Run> {
    const [first] = findings;
    if (!first) throw new Error('Nothing stops the run.');
    return host.runs.stop(run, { code: GUARD_CODES[first.guard], params: findingParams(first), findings });
  }

  /** Judges and ends the run. */
  async function judged(entries: readonly DirectoryUser[], options: RunOptions = {}): Promise<Judged> {
    const result = await judge(entries, options);
    await host.runs.abort(result.run, { status: 'failed', code: 'RUN_INTERRUPTED', params: {} });
    return result;
  }

  /** A good run. */
  async function synchronizeAll(entries: readonly DirectoryUser[], options: RunOptions = {}): Promise<void> {
    const { run } = await judge(entries, options);
    await applyAll(host, run);
    await host.runs.complete(run);
  }

  const approve = ({ id, hash }: Run) =>
    host.runs.approve({
      runId: id,
      job: JOB,
      hash: hash ?? '',
      settingsShape: SETTINGS_SHAPE,
      approvedBy: 'olga',
      reason: 'a new mail system',
      validHours: 24,
    });

  it('raise no alarm at a first import, at a run that changes nothing, and at new people', async () => {
    expect((await judged(people(60))).findings).toEqual([]);
    await synchronizeAll(people(60));
    expect((await judged(people(60))).findings).toEqual([]);
    expect((await judged(people(600))).findings).toEqual([]);
  });

  it('find a field that would be emptied, among those who have it', async () => {
    const staff = people(180);
    await synchronizeAll(change(staff, 60, { title: null }));

    const { findings } = await judged(change(staff, 180, { title: null }));
    expect(findings).toMatchObject([
      { guard: 'vanishingValues', field: 'title', unit: null, people: 120, total: 120 },
      { guard: 'changes', people: 120, total: 180 },
    ]);
    expect((await judged(change(change(staff, 60, { title: null }), 69, { title: null }))).findings).toMatchObject([
      { guard: 'vanishingValues', people: 9, total: 120 },
    ]);
    expect((await judged(change(staff, 66, { title: null }))).findings).toEqual([]);
  });

  it('find an additional attribute that would be emptied', async () => {
    await synchronizeAll(people(20));
    const { findings } = await judged(people(20).map((entry) => ({ ...entry, attributes: {} })));
    expect(findings).toMatchObject([{ guard: 'vanishingValues', field: 'attributes.desk', people: 20, total: 20 }]);
  });

  it('find what happens in one organizational unit, also below a name with a comma', async () => {
    const [large, small] = [people(2000), people(20, 'OU=Sales\\, EMEA,dc=example', 'Smith\\, ')];
    await synchronizeAll([...large, ...small]);

    const emptied = small.map((entry, index) =>
      index < 8
        ? { ...entry, dn: entry.dn.replace('OU=Sales', 'ou=sales'), fields: { ...entry.fields, email: null } }
        : entry,
    );
    const { findings } = await judged([...large, ...emptied]);
    expect(findings).toMatchObject([{ guard: 'vanishingValues', field: 'email', people: 8, total: 20 }]);
    expect(findings[0]?.unit?.toLowerCase()).toBe('ou=sales\\, emea,dc=example');
    const stopped = await stop(await judge([...large, ...emptied]));
    expect((await host.history.changes(stopped.id, { guard: 0 })).items).toHaveLength(8);
  });

  it('find names that would change, but neither new values nor other fields', async () => {
    const staff = people(60);
    await synchronizeAll(change(staff, 30, { email: null }));

    const renamed = staff.map((entry, index) => ({
      ...entry,
      fields: { ...entry.fields, email: `p${index}@new.example`, ...(index < 50 && { title: 'other' }) },
    }));
    expect((await judged(renamed)).findings).toMatchObject([
      { guard: 'names', field: 'email', people: 30, total: 30 },
      { guard: 'changes', people: 60, total: 60 },
    ]);
  });

  it('judge a run that takes over existing users by name like any other', async () => {
    await host.sql(
      `insert into identity_user (user_name, title, state, version, created_at, updated_at)
       select 'p' || n, 'Title', 'active', 1, now(), now() from generate_series(0, 59) n`,
    );
    expect((await judged(change(people(60), 60, { title: null }))).findings).toMatchObject([
      { guard: 'vanishingValues', field: 'title', people: 60, total: 60 },
      { guard: 'changes', people: 60, total: 60 },
    ]);
  });

  const missing = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      dn: `cn=${index},ou=Robots,dc=example`,
      stableId: `robot-${index}`,
      code: 'VALUE_MISSING' as const,
      params: { attribute: 'uid', field: 'userName' },
    }));

  it('find problems, and where they are, but accept them at a first import', async () => {
    expect((await judged(people(70), { problems: missing(30) })).findings).toEqual([]);
    await synchronizeAll(people(70));
    expect((await judged(people(70), { problems: missing(30) })).findings).toMatchObject([
      { guard: 'oneCause', unit: 'ou=Robots,dc=example', people: 30, total: 30 },
      { guard: 'problems', unit: null, people: 30, total: 100 },
    ]);
    const mixed = missing(30).map((problem, index) => ({
      ...problem,
      ...(index < 15 && { code: 'VALUE_INVALID' as const }),
    }));
    expect((await judged(people(700), { problems: mixed })).findings).toMatchObject([
      { guard: 'problems', unit: 'ou=Robots,dc=example', people: 30, total: 30 },
    ]);
  });

  it('find one cause within a unit, unless its entries had the same problem in the last good run', async () => {
    expect((await judged(people(700), { problems: missing(30) })).findings).toEqual([]);
    await synchronizeAll(people(700));
    const result = await judge(people(700), { problems: missing(30) });
    expect(result.findings).toMatchObject([
      { guard: 'oneCause', unit: 'ou=Robots,dc=example', people: 30, total: 30, problem: { code: 'VALUE_MISSING' } },
    ]);
    const stopped = await stop(result);
    expect((await host.history.problems(stopped.id, { limit: 200 })).items).toHaveLength(30);

    await synchronizeAll(people(700), { problems: missing(30) });
    expect((await judged(people(700), { problems: missing(30) })).findings).toEqual([]);
    expect((await judged(people(700), { problems: missing(37) })).findings).toEqual([]);
    expect((await judged(people(700), { problems: missing(62) })).findings).toMatchObject([
      { guard: 'oneCause', unit: 'ou=Robots,dc=example', people: 32, total: 62 },
    ]);
  });

  it('find people who are no longer there, of those whom the last good run saw, and not again after an approval', async () => {
    const [staff, sales] = [people(200), people(30, 'ou=Sales,dc=example', 's')];
    await synchronizeAll([...staff, ...sales]);
    expect((await judged([...staff.slice(11), ...sales])).findings).toEqual([]);
    // A run that did not end well does not change what is known.
    const stopped = await stop(await judge([...staff.slice(80), ...sales]));
    expect(await host.history.findings(stopped.id)).toMatchObject([
      { guard: 'entries', unit: null, people: 80, total: 230 },
    ]);
    expect((await judged([...staff, ...sales.slice(12)])).findings).toMatchObject([
      { guard: 'entries', unit: 'ou=Sales,dc=example', people: 12, total: 30 },
    ]);

    const left = await stop(await judge([...staff.slice(80), ...sales]));
    await approve(left);
    const run = await host.runs.acquire(left.id, JOB);
    if (!run) throw new Error('The run is not queued.');
    await applyAll(host, run);
    await host.runs.complete(run);
    expect((await judged([...staff.slice(80), ...sales])).findings).toEqual([]);
    expect((await judged([...staff.slice(100), ...sales])).findings).toMatchObject([
      { guard: 'entries', unit: null, people: 20, total: 150 },
    ]);
  });

  it('miss nobody who moved, and compare with the number of entries after an upgrade', async () => {
    await synchronizeAll(people(60));
    const moved = people(60).map((entry) => ({ ...entry, dn: entry.dn.replace('ou=Staff', 'ou=New') }));
    expect((await judged(moved)).findings.filter(({ guard }) => guard === 'entries')).toEqual([]);
    // A run that reverts another one reads nobody.
    await host.sql(
      `insert into batch_run (job, symbolic_name, data_pool, mode, "trigger", status, counts, started_at, ended_at, reverts_run_id)
       select job, symbolic_name, data_pool, mode, "trigger", status, '{"read": 1}', now(), now(), id from batch_run
       where status = 'succeeded'`,
    );
    expect((await judged(people(40))).findings).toMatchObject([{ guard: 'entries', people: 20, total: 60 }]);
    await host.sql("update batch_run set counts = counts - 'notSeen'");
    expect((await judged(people(40))).findings).toMatchObject([{ guard: 'entries', people: 20, total: 60 }]);
  });

  it('stop for one cause with one reason and a sample of its rows, and the counts still add up', async () => {
    const result = await judge(people(9), { problems: missing(41) });
    const stopped = await stop(result);

    expect(stopped).toMatchObject({
      status: 'stopped',
      counts: { read: 50, created: 9, problems: 41 },
      reason: { code: 'ONE_CAUSE', params: { problem: 'VALUE_MISSING', attribute: 'uid', people: 41, among: 50 } },
    });
    expect(await host.history.findings(stopped.id)).toEqual(result.findings);
    expect((await host.history.problems(stopped.id, { limit: 200 })).items).toHaveLength(20);
    expect(await host.sql('select 1 from identity_user')).toEqual([]);

    await approve(stopped);
    const run = await host.runs.acquire(stopped.id, JOB);
    if (!run) throw new Error('The run is not queued.');
    await applyAll(host, run);
    expect(await host.runs.complete(run)).toMatchObject({
      status: 'succeeded-with-problems',
      counts: { read: 50, created: 9, problems: 41 },
      reason: null,
    });
  });

  it('keep the plan of a stopped run, which is applied exactly when somebody approves it', async () => {
    const staff = people(20);
    await synchronizeAll(staff);
    const stopped = await stop(await judge(change(staff, 12, { title: null })));

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

    expect(await approve(stopped)).toMatchObject({ status: 'queued', reason: null });
    const run = await host.runs.acquire(stopped.id, JOB);
    if (!run) throw new Error('The run is not queued.');
    expect(run.isApproved).toBe(true);
    await applyAll(host, run);
    expect(await host.runs.complete(run)).toMatchObject({
      status: 'succeeded',
      approval: { by: 'olga', reason: 'a new mail system' },
    });
    expect(await host.sql('select 1 from identity_user where title is null')).toHaveLength(12);
    await expect(approve(stopped)).rejects.toMatchObject({ code: 'PLAN_NOT_WAITING' });
  });

  it('cannot approve a run that was stopped without a plan', async () => {
    const run = await openRun(host);
    const stopped = await host.runs.abort(run, { status: 'stopped', code: 'DIRECTORY_EMPTY', params: {} });
    await expect(approve(stopped)).rejects.toMatchObject({ code: 'PLAN_NOT_WAITING' });
  });
});
