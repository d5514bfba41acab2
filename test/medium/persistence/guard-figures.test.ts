import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { findingParams, GUARD_CODES, type GuardLimits } from '../../../src/contract/guards.js';
import type { Run } from '../../../src/contract/run.js';
import { floorsOf, guardPlan } from '../../../src/engine/guards/guards.js';
import type { LeasedRun } from '../../../src/engine/ports/run-store.js';
import type { DirectoryUser } from '../../../src/mapping/directory-user.js';
import { SqlGuardHistory } from '../../../src/persistence/runs/sql-guard-history.js';
import { LimitsSettings } from '../../../src/settings/schema/limits-settings.js';
import { revert } from './support/reverting.js';
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

const LIMITS: GuardLimits = new LimitsSettings();
const WHOLE = { field: null, problem: null, unit: null };
const OFF = { enabled: false, percent: 0, people: 0 };

/** People with an e-mail address; every second one has a title. */
function people(count: number): DirectoryUser[] {
  return Array.from({ length: count }, (_, index) =>
    anEntry(`p${index}`, { email: `p${index}@example.org`, title: index % 2 === 0 ? 'Engineer' : null }),
  );
}

const change = (entries: readonly DirectoryUser[], which: readonly number[], fields: DirectoryUser['fields']) =>
  entries.map((entry, index) => (which.includes(index) ? { ...entry, fields: { ...entry.fields, ...fields } } : entry));

const problem = (id: number) => ({
  dn: `cn=${id},dc=example`,
  stableId: `robot-${id}`,
  code: 'VALUE_MISSING' as const,
  params: { attribute: 'uid', field: 'userName' },
});

describe.each(KINDS)('what guards counted on %s', (kind) => {
  let host: TestHost;
  let history: SqlGuardHistory;
  beforeAll(async () => {
    host = await openTestHost(kind);
    history = new SqlGuardHistory(host.persistence.database, host.persistence.tables);
  });
  afterAll(() => host.close());
  beforeEach(() =>
    host.sql('truncate identity_user, directory_link, batch_run, batch_change, batch_chunk, batch_problem'),
  );

  async function judged(entries: readonly DirectoryUser[], options: RunOptions = {}, limits = LIMITS) {
    const run = await openRun(host, options.mode);
    const targets = ['userName', 'title', 'email'] as const;
    const findings: Awaited<ReturnType<typeof guardPlan>>[number][] = [];
    await plan(host, run, entries, {
      targets,
      ...options,
      onPlanned: async (source, counts) => {
        findings.push(...guardPlan(await host.evidence.ofRead(run, source, counts, floorsOf(limits)), limits));
      },
    });
    return { run, findings };
  }

  async function complete(run: LeasedRun) {
    await applyAll(host, run);
    return host.runs.complete(run);
  }

  async function approved({ id, hash }: Run): Promise<LeasedRun> {
    const approval = { runId: id, job: JOB, hash: hash ?? '', settingsShape: SETTINGS_SHAPE, validHours: 24 };
    await host.runs.approve({ ...approval, approvedBy: 'olga', reason: 'checked' });
    const run = await host.runs.acquire(id, JOB);
    if (!run) throw new Error('The run is not queued.');
    return run;
  }

  const synchronize = async (entries: readonly DirectoryUser[], options: RunOptions = {}) =>
    complete((await judged(entries, options)).run);
  const latest = async () => (await history.latest(JOB.name, 1))[0]?.figures ?? [];
  const figures = async () => (await latest()).map((figure) => ({ ...figure, unitsAbove: undefined }));

  it('is kept with each run, far below the limits, too, and when a guard is off', async () => {
    await synchronize(people(40), { problems: [problem(1)] });
    expect(await figures()).toEqual([
      { guard: 'oneCause', field: null, problem: 'VALUE_MISSING', unit: null, people: 1, total: 41 },
    ]);

    const renamed = people(38).map((entry, index) =>
      index < 3 ? { ...entry, fields: { ...entry.fields, email: `new${index}@example.org` } } : entry,
    );
    const next = change(renamed, [4, 6], { title: null });
    const { run } = await judged(next, { problems: [problem(1)] }, { ...LIMITS, vanishingValues: OFF, names: OFF });
    await complete(run);
    expect(await figures()).toEqual([
      { guard: 'oneCause', field: null, problem: 'VALUE_MISSING', unit: null, people: 1, total: 39 },
      { guard: 'entries', ...WHOLE, people: 2, total: 40 },
      { guard: 'vanishingValues', ...WHOLE, field: 'userName', people: 0, total: 0 },
      { guard: 'vanishingValues', ...WHOLE, field: 'email', people: 0, total: 0 },
      { guard: 'vanishingValues', ...WHOLE, field: 'title', people: 2, total: 19 },
      { guard: 'names', ...WHOLE, field: 'userName', people: 0, total: 0 },
      { guard: 'names', ...WHOLE, field: 'email', people: 3, total: 38 },
      { guard: 'changes', ...WHOLE, people: 5, total: 38 },
      // The one problem is that of the run before.
      { guard: 'problems', ...WHOLE, people: 0, total: 39 },
    ]);

    await synchronize(next);
    const unchanged = await figures();
    expect(unchanged.filter(({ field }) => field === null)).toEqual([
      { guard: 'oneCause', ...WHOLE, people: 0, total: 38 },
      { guard: 'entries', ...WHOLE, people: 0, total: 38 },
      { guard: 'changes', ...WHOLE, people: 0, total: 38 },
      { guard: 'problems', ...WHOLE, people: 0, total: 38 },
    ]);
    expect(unchanged.filter(({ people: concerned }) => concerned > 0)).toEqual([]);
  });

  it('has no figure of what is not judged in a first import, of organizational units either', async () => {
    const problems = Array.from({ length: 30 }, (_, index) => ({
      ...problem(index),
      dn: `cn=${index},ou=Partners,dc=example`,
    }));
    await synchronize(people(70), { problems });
    expect(await figures()).toEqual([
      { guard: 'oneCause', field: null, problem: 'VALUE_MISSING', unit: null, people: 30, total: 100 },
    ]);
  });

  it('is about the people of the job, whether few or many are no longer there', async () => {
    await synchronize(people(40), { problems: [problem(1)] });
    await synchronize(people(38));
    expect(await figures()).toContainEqual({ guard: 'entries', ...WHOLE, people: 2, total: 40 });
    const strict = { ...LIMITS, entries: { enabled: true, percent: 0, people: 0 } };
    const { run, findings } = await judged(people(36), {}, strict);
    await complete(run);
    expect(findings).toMatchObject([{ guard: 'entries', people: 2, total: 38 }]);
    expect(await figures()).toContainEqual({ guard: 'entries', ...WHOLE, people: 2, total: 38 });
  });

  it('says what is usual only of good runs that nobody had to approve against a guard', async () => {
    const first = await synchronize(people(60));
    const changed = change(people(60), [...people(60).keys()], { title: 'Boss' });
    const forced = await judged(changed, { mode: 'plan' });
    expect(forced.findings).toMatchObject([{ guard: 'changes' }]);
    await complete(await approved(await host.runs.finishAsPlan(forced.run, forced.findings)));
    const last = await synchronize(changed);
    for (let index = 0; index < 3; index++) {
      const { run } = await judged(changed);
      await host.runs.abort(run, { status: 'failed', code: 'RUN_ABANDONED', params: {} });
    }

    expect((await history.latestGood(JOB, 2)).map(({ runId }) => runId)).toEqual([last.id, first.id]);
    expect(await history.latestGood({ ...JOB, dataPool: 'other' }, 2)).toEqual([]);
  });

  it('is the same as what stops a run, for people taken over by name, too', async () => {
    await host.sql(
      `insert into identity_user (user_name, title, state, version, created_at, updated_at)
       select 'p' || n, 'Title', 'active', 1, now(), now() from generate_series(0, 59) n`,
    );
    const { run, findings } = await judged(change(people(60), [...people(60).keys()], { title: null }));
    const [first] = findings;
    if (!first) throw new Error('Nothing stops the run.');
    await host.runs.stop(run, { code: GUARD_CODES[first.guard], params: findingParams(first), findings });
    expect(first).toMatchObject({ guard: 'vanishingValues', field: 'title', people: 60, total: 60 });
    expect(await figures()).toContainEqual({
      guard: 'vanishingValues',
      ...WHOLE,
      field: 'title',
      people: 60,
      total: 60,
    });
    const unit = 'dc=example';
    expect(await figures()).toContainEqual({
      guard: 'vanishingValues',
      ...WHOLE,
      field: 'title',
      unit,
      people: 60,
      total: 60,
    });
    expect(await history.latest(JOB.name, 5)).toMatchObject([{ runId: run.id, status: 'stopped' }]);
  });

  it('is listed of runs, newest first, but of neither plans nor reverts', async () => {
    const first = await synchronize(people(3));
    const second = await synchronize(change(people(3), [0], { email: 'new@example.org' }));
    await host.runs.finishAsPlan((await judged(people(3), { mode: 'plan' })).run);
    await revert(host, second.id);

    const listed = await history.latest(JOB.name, 10);
    expect(listed.map(({ runId }) => runId)).toEqual([second.id, first.id]);
    expect(listed[0]?.endedAt).toEqual(second.endedAt);
    expect(await history.latest(JOB.name, 1)).toHaveLength(1);
  });

  it('lists first the people of all organizational units that findings name', async () => {
    const entries = Array.from({ length: 9 }, (_, index) =>
      anEntry(`p${index}`, { title: 'x' }, { dn: `uid=p${index},ou=${'abc'[index % 3] ?? ''},dc=example` }),
    );
    await synchronize(entries);
    const { run } = await judged(change(entries, [...entries.keys()], { title: 'y' }));
    const { id } = await complete(run);
    const found = ['OU=c,dc=example', 'ou=b,dc=example'].map((unit) => ({ guard: 'changes', field: null, unit }));
    const about = { guard: 'entries', field: null, unit: null };
    await host.sql(`update batch_run set guards = $1::text::jsonb where id = $2::text::uuid`, [
      JSON.stringify([...found, about]),
      id,
    ]);
    const listed = (await host.history.changes(id)).items.map(({ stableId }) => stableId);
    expect(listed).toEqual(['p1', 'p2', 'p4', 'p5', 'p7', 'p8', 'p0', 'p3', 'p6']);
    expect((await host.history.changes(id, { guard: 0 })).items).toHaveLength(3);
    expect((await host.history.changes(id, { guard: 2 })).items).toEqual([]);
  });

  it('decides who is listed first among the changes of a stopped run, page by page', async () => {
    await synchronize(people(30));
    const entries = change(people(30), [20, 22, 24, 26, 28], { title: null });
    const { run, findings } = await judged(
      entries.map((entry, index) => ({ ...entry, fields: { ...entry.fields, email: `x${index}@example.org` } })),
      {},
      { ...LIMITS, vanishingValues: { enabled: true, percent: 5, people: 4 }, names: OFF },
    );
    const [first] = findings;
    if (!first) throw new Error('Nothing stops the run.');
    await host.runs.stop(run, { code: GUARD_CODES[first.guard], params: findingParams(first), findings });

    const listed: (string | null | undefined)[] = [];
    for (let cursor: string | undefined, isMore = true; isMore;) {
      const page = await host.history.changes(run.id, { limit: 4, ...(cursor !== undefined && { cursor }) });
      listed.push(...page.items.map(({ dn }) => dn));
      cursor = page.nextCursor ?? undefined;
      isMore = cursor !== undefined;
    }
    const dnOf = (index: number) => `uid=p${index},dc=example`;
    expect(listed).toHaveLength(30);
    expect(new Set(listed.slice(0, 5))).toEqual(new Set([20, 22, 24, 26, 28].map(dnOf)));
    expect(new Set(listed).size).toBe(30);
    const inOrder = await host.history.changes(run.id, { order: 'applied', limit: 200 });
    expect(inOrder.items.map(({ dn }) => dn)).toEqual([...Array(30).keys()].map(dnOf));
    await expect(host.history.changes(run.id, { cursor: 'WzFd' })).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
  });
});
