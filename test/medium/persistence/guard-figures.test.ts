import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { findingParams, GUARD_CODES, type GuardLimits, type RunFigures } from '../../../src/contract/guards.js';
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
  type TestHost,
} from './support/test-host.js';

const LIMITS: GuardLimits = new LimitsSettings();
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

  const synchronize = async (entries: readonly DirectoryUser[], options: RunOptions = {}) =>
    complete((await judged(entries, options)).run);
  const figures = async (): Promise<RunFigures['figures']> => (await history.latest(JOB.name, 1))[0]?.figures ?? [];

  it('is kept with each run, far below the limits, too, and when a guard is off', async () => {
    await synchronize(people(40), { problems: [problem(1)] });
    expect(await figures()).toEqual([
      { guard: 'oneCause', field: null, people: 1, total: 41 },
      { guard: 'changes', field: null, people: 0, total: 0 },
    ]);

    const renamed = people(38).map((entry, index) =>
      index < 3 ? { ...entry, fields: { ...entry.fields, email: `new${index}@example.org` } } : entry,
    );
    const next = change(renamed, [4, 6], { title: null });
    const { run } = await judged(next, { problems: [problem(1)] }, { ...LIMITS, vanishingValues: OFF, names: OFF });
    await complete(run);
    expect(await figures()).toEqual([
      { guard: 'oneCause', field: null, people: 1, total: 39 },
      { guard: 'entries', field: null, people: 2, total: 41 },
      { guard: 'vanishingValues', field: 'title', people: 2, total: 19 },
      { guard: 'names', field: 'email', people: 3, total: 38 },
      { guard: 'changes', field: null, people: 5, total: 38 },
      { guard: 'problems', field: null, people: 1, total: 39 },
    ]);

    await synchronize(next);
    expect(await figures()).toEqual([
      { guard: 'entries', field: null, people: 0, total: 39 },
      { guard: 'changes', field: null, people: 0, total: 38 },
      { guard: 'problems', field: null, people: 0, total: 38 },
    ]);
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
    expect(await figures()).toContainEqual({ guard: 'vanishingValues', field: 'title', people: 60, total: 60 });
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
    await expect(host.history.changes(run.id, { cursor: 'WzFd' })).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
  });
});
