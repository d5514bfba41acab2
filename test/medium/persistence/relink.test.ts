import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { floorsOf } from '../../../src/engine/guards/guards.js';
import type { GuardFinding } from '../../../src/contract/guards.js';
import type { Run } from '../../../src/contract/run.js';
import type { DirectoryUser } from '../../../src/mapping/directory-user.js';
import { conflictPage, decide, type Decision, planDecision } from './support/deciding.js';
import { empty } from './support/host-state.js';
import { revert } from './support/reverting.js';
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

/** The entry with another stable id and new values, at the same place. */
const again = ({ dn, fields }: DirectoryUser, more: DirectoryUser['fields'] = {}): DirectoryUser =>
  anEntry(`${fields.userName}-again`, { ...fields, ...more }, { dn });

const [ada, grace, alan] = ['ada', 'grace', 'alan'].map((id) =>
  anEntry(id, { firstName: id, principalName: `${id}@example.org` }),
) as [DirectoryUser, DirectoryUser, DirectoryUser];

const FLOORS = floorsOf(new LimitsSettings());

describe.each(KINDS)('people with a new entry on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());
  beforeEach(() => empty(host));

  const notesPresence: RunOptions = {
    onPlanned: async (source, counts, run) => void (await host.evidence.ofRead(run, source, counts, FLOORS)),
  };

  /** A run that notes whom it does not see. */
  async function synchronize(entries: readonly DirectoryUser[]): Promise<Run> {
    const run = await openRun(host);
    await plan(host, run, entries, notesPresence);
    await applyAll(host, run);
    return host.runs.complete(run);
  }

  const users = () =>
    host.sql(`select id, user_name, first_name, principal_name, state from identity_user order by user_name`);
  const links = () => host.sql(`select * from directory_link order by data_pool, stable_id`);
  const problems = async (runId: string) =>
    (await host.history.problems(runId)).items.map(({ code, params }) => ({ code, params }));

  it('are conflicts that say when the former entry was seen last, and are linked again by a decision', async () => {
    await synchronize([ada, grace]);
    const before = await users();
    const refused = await synchronize([again(ada, { firstName: 'Augusta' }), grace]);
    const { items, run, totals } = await conflictPage(host);
    expect(run).toMatchObject({ id: refused.id, status: 'succeeded-with-problems' });
    expect(totals).toEqual([{ code: 'NAME_TAKEN', conflicts: 1, omitted: 0, choices: ['relink', 'release'] }]);
    expect(items).toMatchObject([
      {
        job: JOB.name,
        runId: refused.id,
        code: 'NAME_TAKEN',
        stableId: 'ada-again',
        field: 'userName',
        value: 'ada',
        user: { id: before[0]?.['id'], userName: 'ada' },
        holder: { dn: ada.dn, lastSeen: expect.stringMatching(/^\d{4}-.*Z$/) as string },
        choices: ['relink', 'release'],
      },
    ]);

    const entries = [again(ada, { firstName: 'Augusta' }), grace];
    const planned = await planDecision(host, { choice: 'relink', stableIds: ['ada-again'] }, entries);
    expect(planned).toMatchObject({ decision: { choice: 'relink', code: null, reason: 'asked them' } });
    expect(planned.counts).toMatchObject({ read: 2, updated: 1, unchanged: 1, problems: 0 });
    expect((await host.history.changes(planned.id)).items).toMatchObject([
      { kind: 'update', matchedBy: 'decision', stableId: 'ada-again', formerStableId: 'ada', formerDn: ada.dn },
    ]);
    // A plan says nothing about what is in the way until it is applied.
    expect((await conflictPage(host)).items).toHaveLength(1);

    const { counts, status } = await decide(host, { choice: 'relink', stableIds: ['ada-again'] }, entries);
    expect([counts.updated, counts.unchanged, status]).toEqual([1, 1, 'succeeded']);
    expect(await users()).toEqual([{ ...before[0], first_name: 'Augusta' }, before[1]]);
    expect(await links()).toMatchObject([
      { stable_id: 'ada-again', user_id: before[0]?.['id'], dn: ada.dn, not_seen_since: null, last_seen_run_id: null },
      { stable_id: 'grace' },
    ]);
    expect((await conflictPage(host)).items).toEqual([]);
    const next = await synchronize(entries);
    expect(next.counts).toMatchObject({ read: 2, unchanged: 2, problems: 0, notSeen: 0 });
  });

  it('are restored together by one decision, also those whose rows a stopped run left out', async () => {
    const people = Array.from({ length: 449 }, (_, index) => anEntry(`person${index}`, { firstName: 'before' }));
    await synchronize(people);
    const before = await users();
    const restored = people.map((person) => again(person));
    const run = await openRun(host);
    await plan(host, run, restored);
    const finding: GuardFinding = {
      guard: 'oneCause',
      field: null,
      unit: null,
      usual: null,
      attribute: null,
      similar: [],
      people: 449,
      total: 449,
      limit: { percent: 50, people: 10 },
      problem: { code: 'NAME_TAKEN', params: {} },
    };
    await host.runs.stop(run, { code: 'ONE_CAUSE', params: {}, findings: [finding] });
    const { totals } = await conflictPage(host);
    expect(totals).toMatchObject([{ code: 'NAME_TAKEN', conflicts: 449, choices: ['relink', 'release'] }]);
    expect(totals[0]?.omitted).toBeGreaterThan(0);

    const { id, counts } = await decide(host, { choice: 'relink', code: 'NAME_TAKEN' }, restored, notesPresence);
    expect(counts).toMatchObject({ read: 449, updated: 449, problems: 0 });
    expect(await users()).toEqual(before);
    expect((await synchronize(restored)).counts).toMatchObject({ read: 449, unchanged: 449, notSeen: 0 });
    const lost = `jsonb_path_query_array(figures, '$[*] ? (@.guard == "entries").people') as lost`;
    const all = `select (select count(*)::int from conflict_decision where run_id = r.id) as decided, ${lost} from batch_run r`;
    expect(await host.sql(`${all} where id = '${id}'`)).toEqual([{ decided: 449, lost: [0] }]);
  });

  it('are not missed by the plan that links them again', async () => {
    await synchronize([ada, grace, alan]);
    const entries = [again(ada), again(grace)];
    await synchronize(entries);
    const decision: Decision = { choice: 'relink', stableIds: ['ada-again'] };
    const planned = await planDecision(host, decision, entries, notesPresence);
    expect(planned.counts).toMatchObject({ read: 2, updated: 1, problems: 1, notSeen: 2 });
    expect((await host.history.run(planned.id))?.counts.notSeen).toBe(2);
    expect((await decide(host, decision, entries, notesPresence)).counts.notSeen).toBe(2);
    expect((await synchronize(entries)).counts).toMatchObject({ unchanged: 1, problems: 1, notSeen: 2 });
  });

  it('come back to the former link, exactly, when the run is turned back', async () => {
    await synchronize([ada, grace, alan]);
    const entries = [again(ada, { firstName: 'Augusta' }), again(grace), alan];
    await synchronize(entries);
    const [usersBefore, linksBefore] = [await users(), await links()];
    const { id } = await decide(host, { choice: 'relink', code: 'NAME_TAKEN' }, entries);
    expect(await links()).not.toEqual(linksBefore);

    const reverted = await revert(host, id);
    expect(reverted.run).toMatchObject({ status: 'succeeded', counts: { read: 2, updated: 2, problems: 0 } });
    expect((await host.history.changes(reverted.run.id)).items).toMatchObject([
      { stableId: 'ada', formerStableId: 'ada-again', formerDn: ada.dn, before: { firstName: 'Augusta' } },
      { stableId: 'grace', formerStableId: 'grace-again', formerDn: grace.dn, before: {}, after: {} },
    ]);
    expect(await users()).toEqual(usersBefore);
    expect(await links()).toEqual(linksBefore);
    // Those who are still in the way are a conflict again, and nobody is lost anew.
    const next = await synchronize(entries);
    expect(next.counts).toMatchObject({ read: 3, problems: 2, unchanged: 1, notSeen: 2 });
    expect(await links()).toEqual(linksBefore);

    const again2 = await revert(host, reverted.run.id);
    expect(again2.run.counts).toMatchObject({ updated: 2, problems: 0 });
    expect((await synchronize(entries)).counts).toMatchObject({ read: 3, unchanged: 3, notSeen: 0 });
  });

  it('keep their new link when only fields are turned back', async () => {
    await synchronize([ada]);
    const entries = [again(ada, { firstName: 'Augusta' })];
    await synchronize(entries);
    const { id } = await decide(host, { choice: 'relink', code: 'NAME_TAKEN' }, entries);
    await revert(host, id, { fields: ['firstName'] });
    expect(await users()).toMatchObject([{ first_name: 'ada' }]);
    expect(await links()).toMatchObject([{ stable_id: 'ada-again' }]);
  });

  it('stay as they are if the former entry is back before the plan', async () => {
    await synchronize([ada, grace]);
    await synchronize([again(ada), grace]);
    const back = [again(ada), { ...ada, dn: 'uid=ada,ou=Restored,dc=example' }, grace];
    const { id, counts } = await decide(host, { choice: 'relink', stableIds: ['ada-again'] }, back);
    expect(counts).toMatchObject({ read: 3, updated: 1, unchanged: 1, problems: 1 });
    expect(await links()).toMatchObject([{ stable_id: 'ada' }, { stable_id: 'grace' }]);
    expect(await problems(id)).toEqual([
      { code: 'NAME_TWICE_IN_DIRECTORY', params: { field: 'userName', other: back[1]?.dn, user: back[1]?.dn } },
    ]);
    expect((await conflictPage(host)).items).toMatchObject([{ choices: [] }]);
  });

  it('have no choice while the directory has the former entry, also if it is not active', async () => {
    await synchronize([ada]);
    await synchronize([again(ada)]);
    const inactive = [{ dn: 'uid=ada,ou=Left,dc=example', stableId: ada.stableId }];
    const { id, counts } = await decide(host, { choice: 'relink', stableIds: ['ada-again'] }, [again(ada)], {
      inactive,
    });
    expect(counts).toMatchObject({ read: 2, updated: 0, inactive: 1, problems: 1 });
    expect(await problems(id)).toMatchObject([{ code: 'NAME_TAKEN' }]);
    expect((await conflictPage(host)).items).toMatchObject([{ choices: [], holder: { lastSeen: null } }]);
  });

  it('have no choice while an entry without stable id is read at the former place', async () => {
    await synchronize([ada]);
    const entries = [anEntry('new', ada.fields)];
    const options = { problems: [{ dn: ada.dn, stableId: null, code: 'STABLE_ID_MISSING', params: {} }] } as const;
    const run = await openRun(host);
    await plan(host, run, entries, options);
    await applyAll(host, run);
    await host.runs.complete(run);
    expect((await conflictPage(host)).items).toMatchObject([{ choices: [], holder: { lastSeen: null } }]);
    await synchronize(entries);
    const { counts } = await decide(host, { choice: 'relink', stableIds: ['new'] }, entries, options);
    expect(counts).toMatchObject({ read: 2, updated: 0, problems: 2 });
    expect(await links()).toMatchObject([{ stable_id: 'ada' }]);
  });

  it('are nobody whom two entries claim', async () => {
    await synchronize([ada]);
    const entries = [
      anEntry('one', { userName: 'ada', principalName: 'one@example.org' }),
      anEntry('two', { userName: 'two', principalName: 'ada@example.org' }),
    ];
    await synchronize(entries);
    const { counts } = await decide(host, { choice: 'relink', stableIds: ['one', 'two'] }, entries);
    expect(counts).toMatchObject({ read: 2, problems: 2, updated: 0, created: 0 });
    expect(await links()).toMatchObject([{ stable_id: 'ada' }]);
  });

  it('have no choice while the user is protected, no or another job reads the entry, or one person is read', async () => {
    const joan = anEntry('joan');
    await synchronize([ada, grace, joan, alan]);
    await host.sql(`update identity_user set role = 'administrator' where user_name = 'ada'`);
    await host.sql(`update directory_link set job = 'another' where stable_id = 'grace'`);
    await host.sql(`update directory_link set job = null where stable_id = 'joan'`);
    await synchronize([again(ada), again(grace), again(joan), again(alan)]);
    const { items } = await conflictPage(host);
    expect(items.map(({ choices }) => choices)).toEqual([['relink', 'release'], [], [], []]);

    const one = await openRun(host, 'plan', JOB, alan.dn);
    await plan(host, one, [again(alan)]);
    await host.runs.finishAsPlan(one);
    expect((await problems(one.id))[0]?.params).not.toHaveProperty('lastSeen');
  });
});
