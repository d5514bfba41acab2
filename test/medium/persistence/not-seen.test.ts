import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Run } from '../../../src/contract/run.js';
import { floorsOf } from '../../../src/engine/guards/guards.js';
import type { LeasedRun } from '../../../src/engine/ports/run-store.js';
import type { DirectoryUser } from '../../../src/mapping/directory-user.js';
import type { SqlUsers } from '../../../src/persistence/journal/sql-users.js';
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
  type TestHost,
} from './support/test-host.js';
import { usersOf } from './support/users-of.js';

const FLOORS = floorsOf(new LimitsSettings());
const [ada, grace, alan] = ['ada', 'grace', 'alan'].map((id) => anEntry(id)) as [
  DirectoryUser,
  DirectoryUser,
  DirectoryUser,
];

const finding = (guard: string, unit: string | null) => ({ guard, unit, field: null, people: 1, total: 1 });
const readAt = ({ readReport }: Run) => new Date(readReport?.startedAt ?? '');

describe.each(KINDS)('people no longer seen on %s', (kind) => {
  let host: TestHost;
  let users: SqlUsers;
  beforeAll(async () => {
    host = await openTestHost(kind);
    users = usersOf(host.persistence);
  });
  afterAll(() => host.close());
  beforeEach(async () => {
    await host.sql(
      'truncate identity_user, directory_link, batch_run, batch_change, batch_chunk, batch_problem, batch_presence',
    );
  });

  /** A run whose plan is judged, and that has not ended. */
  async function judge(entries: readonly DirectoryUser[], options: RunOptions = {}, job = JOB): Promise<LeasedRun> {
    const run = await openRun(host, options.mode, job);
    await plan(host, run, entries, {
      ...options,
      onPlanned: async (source, counts) => void (await host.evidence.ofRead(run, source, counts, FLOORS)),
    });
    return run;
  }

  async function synchronize(entries: readonly DirectoryUser[], job = JOB): Promise<Run> {
    const run = await judge(entries, {}, job);
    await applyAll(host, run);
    return host.runs.complete(run);
  }

  const dnsNotSeenBy = async ({ id }: Run) => (await host.history.notSeen(id)).items.map(({ dn }) => dn);

  async function userOf({ stableId }: DirectoryUser): Promise<string | undefined> {
    const query = 'select user_id as id from directory_link where stable_id = $1';
    return (await host.sql<{ id: string }>(query, [stableId]))[0]?.id;
  }

  const dnsNotSeen = async () => (await users.notSeen()).map(({ dn }) => dn);

  async function linkOf(entry: DirectoryUser) {
    return (await users.get((await userOf(entry)) ?? ''))?.links[0];
  }

  it('were last seen by the run that came last, although the clock was set back before it', async () => {
    await synchronize([ada, grace]);
    await host.sql(
      `update batch_run set started_at = started_at + interval '1 hour', queued_at = queued_at + interval '1 hour'`,
    );
    const second = await synchronize([ada, grace]);
    await synchronize([ada]);
    expect(await linkOf(grace)).toMatchObject({ lastSeen: { runId: second.id } });
  });

  it('are counted, and known since the first run that did not see them', async () => {
    const first = await synchronize([ada, grace, alan]);
    expect(first.counts.notSeen).toBe(0);
    expect(await users.notSeen()).toEqual([]);
    expect(await linkOf(ada)).toMatchObject({ notSeenSince: null, lastSeen: { runId: first.id, at: readAt(first) } });

    const second = await synchronize([ada, grace]);
    const third = await synchronize([ada]);
    expect([second.counts, third.counts]).toMatchObject([
      { read: 2, unchanged: 2, notSeen: 1 },
      { read: 1, unchanged: 1, notSeen: 2 },
    ]);
    expect(await users.notSeen()).toMatchObject([
      { dn: alan.dn, dataPool: JOB.dataPool, stableId: 'alan', since: readAt(second) },
      { dn: grace.dn, since: readAt(third) },
    ]);
    expect(await linkOf(alan)).toMatchObject({ notSeenSince: readAt(second), lastSeen: { runId: first.id } });
    expect(await linkOf(grace)).toMatchObject({ notSeenSince: readAt(third), lastSeen: { runId: second.id } });
    expect(await linkOf(ada)).toMatchObject({ notSeenSince: null, lastSeen: { runId: third.id } });
  });

  it('are seen again, also when they moved', async () => {
    await synchronize([ada, grace]);
    await synchronize([ada]);
    const last = await synchronize([ada, { ...grace, dn: 'uid=grace,ou=Moved,dc=example' }]);
    expect(last.counts.notSeen).toBe(0);
    expect(await users.notSeen()).toEqual([]);
    expect(await linkOf(grace)).toMatchObject({ notSeenSince: null, lastSeen: { runId: last.id } });
  });

  it('are not known by a plan, or by a run that did not end well', async () => {
    const { id } = await synchronize([ada, grace]);
    const planned = await host.runs.finishAsPlan(await judge([ada], { mode: 'plan' }));
    expect(planned.counts).toMatchObject({ read: 1, notSeen: 1 });
    await host.runs.abort(await judge([ada]), { status: 'failed', code: 'RUN_INTERRUPTED', params: {} });
    expect(await users.notSeen()).toEqual([]);
    expect(await linkOf(grace)).toMatchObject({ notSeenSince: null, lastSeen: { runId: id } });
  });

  it('are not those with a problem, who have an entry', async () => {
    await synchronize([ada, grace]);
    const problem = {
      dn: grace.dn,
      stableId: 'grace',
      code: 'VALUE_MISSING' as const,
      params: { attribute: 'mail', field: 'email' },
    };
    const run = await judge([ada], { problems: [problem] });
    await applyAll(host, run);
    expect((await host.runs.complete(run)).counts).toMatchObject({ read: 2, problems: 1, notSeen: 0 });
  });

  it('are those of the job, and belong to the job that saw them again', async () => {
    const other = { ...JOB, name: 'other' };
    await synchronize([ada, grace]);
    expect((await synchronize([alan], other)).counts.notSeen).toBe(0);
    expect(await users.notSeen()).toEqual([]);

    await synchronize([ada]);
    expect(await dnsNotSeen()).toEqual([grace.dn]);
    await synchronize([alan, grace], other);
    expect(await dnsNotSeen()).toEqual([]);
    expect((await synchronize([ada])).counts.notSeen).toBe(0);
    expect((await synchronize([alan], other)).counts.notSeen).toBe(1);
  });

  it('are listed by the run that missed them, and by no other', async () => {
    await synchronize([ada, grace, alan]);
    const missed = await synchronize([ada]);
    const later = await synchronize([ada]);
    const back = await synchronize([ada, alan]);
    expect(await dnsNotSeenBy(missed)).toEqual([alan.dn, grace.dn]);
    for (const run of [later, back]) expect(await dnsNotSeenBy(run)).toEqual([]);
  });

  it('are listed by a run that was stopped, by page, by part of a DN and by finding', async () => {
    const unit = 'ou=Leavers,dc=example';
    const leaver = { ...alan, dn: `uid=alan,${unit}` };
    await synchronize([ada, grace, leaver]);
    const { id } = await judge([ada]);
    const all = await host.history.notSeen(id);
    expect(all.items.map(({ userId }) => userId)).toEqual([await userOf(leaver), await userOf(grace)]);
    const first = await host.history.notSeen(id, { limit: 1 });
    const second = await host.history.notSeen(id, { limit: 1, cursor: first.nextCursor ?? '' });
    expect([...first.items, ...second.items]).toEqual(all.items);
    expect(second.nextCursor).toBeNull();
    expect((await host.history.notSeen(id, { search: 'LEAV' })).items).toMatchObject([{ dn: leaver.dn }]);

    await host.sql('update batch_run set guards = $1::text::jsonb where id = $2::text::uuid', [
      JSON.stringify([finding('entries', unit.toUpperCase()), finding('entries', null), finding('changes', null)]),
      id,
    ]);
    const ofFinding = async (guard: number) => (await host.history.notSeen(id, { guard })).items.map(({ dn }) => dn);
    expect(await ofFinding(0)).toEqual([leaver.dn]);
    expect(await ofFinding(1)).toEqual([leaver.dn, grace.dn]);
    expect([await ofFinding(2), await ofFinding(3)]).toEqual([[], []]);
    await expect(host.history.notSeen(id, { cursor: 'x' })).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
  });
});
