import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { floorsOf } from '../../../src/engine/guards/guards.js';
import type { DirectoryUser } from '../../../src/mapping/directory-user.js';
import type { Job } from '../../../src/processes/job.js';
import { LimitsSettings } from '../../../src/settings/schema/limits-settings.js';
import { approved, conflictPage, decide, planDecision } from './support/deciding.js';
import { empty } from './support/host-state.js';
import { planRevert, revert } from './support/reverting.js';
import {
  anEntry,
  applyAll,
  JOB,
  KINDS,
  openRun,
  openTestHost,
  plan,
  synchronize,
  TARGETS,
  type TestHost,
} from './support/test-host.js';

const ada = anEntry('ada', { email: 'ada@example.org', principalName: 'ada@example.org', firstName: 'Ada' });
const grace = anEntry('grace', { principalName: 'grace@example.org' });
/** Another person with the names of the first one. */
const next = anEntry('next', { ...ada.fields, firstName: 'Adam' }, { dn: 'uid=ada,ou=New,dc=example' });
const FLOORS = floorsOf(new LimitsSettings());
const OPTIONS = { targets: [...TARGETS, 'employeeNumber'] } as const;

describe.each(KINDS)('names that are passed on, on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());
  beforeEach(() => empty(host));

  const users = () =>
    host.sql(
      `select id, user_name, email, principal_name, first_name, state from identity_user order by first_name nulls last, user_name`,
    );
  const links = () => host.sql(`select * from directory_link order by stable_id`);

  it('are given up by a decision, for one change that is counted beside the others', async () => {
    await synchronize(host, [ada, grace], OPTIONS);
    const entries = [next, grace];
    await synchronize(host, entries, OPTIONS);
    const [before, linksBefore] = [await users(), await links()];
    const planned = await planDecision(host, { choice: 'release', stableIds: ['next'] }, entries, OPTIONS);
    expect(planned.counts).toMatchObject({ read: 2, created: 1, updated: 0, unchanged: 1, problems: 0, released: 1 });
    const { items } = await host.history.changes(planned.id, { order: 'applied' });
    expect(items).toMatchObject([
      {
        kind: 'update',
        matchedBy: 'release',
        userId: before[0]?.['id'],
        before: { userName: 'ada', principalName: 'ada@example.org', email: 'ada@example.org' },
        after: { userName: 'ada.former', principalName: 'ada.former@example.org', email: null },
      },
      { kind: 'create', after: { userName: 'ada' } },
    ]);

    const { id, counts } = await decide(host, { choice: 'release', code: 'NAME_TAKEN' }, entries, OPTIONS);
    expect(counts).toMatchObject({ read: 2, created: 1, unchanged: 1, problems: 0, released: 1 });
    const adam = { user_name: 'ada', email: 'ada@example.org', principal_name: 'ada@example.org', first_name: 'Adam' };
    expect(await users()).toMatchObject([{ user_name: 'ada.former', email: null, first_name: 'Ada' }, adam, {}]);
    expect(await links()).toMatchObject([{ stable_id: 'ada', user_id: before[0]?.['id'] }, {}, { stable_id: 'next' }]);
    expect((await synchronize(host, entries, OPTIONS)).counts).toMatchObject({ read: 2, unchanged: 2, problems: 0 });

    const reverted = await revert(host, id);
    expect(reverted.run.counts).toMatchObject({ read: 2, updated: 2, problems: 0 });
    expect(await users()).toEqual([
      before[0],
      {
        ...adam,
        id: expect.any(String),
        user_name: 'ada.former',
        principal_name: 'ada.former@example.org',
        email: null,
        state: 'inactive',
      },
      before[1],
    ]);
    expect((await links()).filter(({ stable_id: stableId }) => stableId !== 'next')).toEqual(linksBefore);
    // The entry keeps its user, who gets neither name nor address until someone decides again.
    const later = await synchronize(host, entries, OPTIONS);
    expect(later.counts).toMatchObject({ read: 2, activated: 1, unchanged: 1, problems: 0, incomplete: 1 });
    expect((await conflictPage(host)).items).toMatchObject([
      { isPartial: true, field: 'userName', choices: ['release'] },
      { isPartial: true, field: 'principalName', choices: ['release'] },
      { isPartial: true, field: 'email', choices: ['release'] },
    ]);
  });

  it('get a number if the new name is not free', async () => {
    await synchronize(host, [ada, anEntry('other', { userName: 'ADA.Former' })], OPTIONS);
    const entries = [next, anEntry('other', { userName: 'ADA.Former' })];
    await synchronize(host, entries, OPTIONS);
    await decide(host, { choice: 'release', code: 'NAME_TAKEN' }, entries, OPTIONS);
    expect(await host.sql(`select user_name from identity_user where first_name = 'Ada'`)).toEqual([
      { user_name: 'ada.former2' },
    ]);
  });

  it('are named by the rule of the job, cut to what the column holds', async () => {
    const options = { ...OPTIONS, releasedName: 'old-{value}_x' };
    const long = 'a'.repeat(60);
    const named = (entry: typeof ada) => ({ ...entry, fields: { ...entry.fields, userName: long } });
    const taken = anEntry('other', { userName: `old-${'a'.repeat(54)}_x` });
    await synchronize(host, [named(ada), taken], options);
    const entries = [named(next), taken];
    await synchronize(host, entries, options);
    await decide(host, { choice: 'release', code: 'NAME_TAKEN' }, entries, options);
    expect(await host.sql(`select user_name, principal_name from identity_user where first_name = 'Ada'`)).toEqual([
      { user_name: `old-${'a'.repeat(53)}_x2`, principal_name: 'old-ada_x@example.org' },
    ]);
  });

  it('are given up for a user who exists, and come back with the revert', async () => {
    await synchronize(host, [ada, grace], OPTIONS);
    const entries = [{ ...grace, fields: { ...grace.fields, userName: 'ada' } }];
    await synchronize(host, entries, OPTIONS);
    const before = await users();
    const { id, counts } = await decide(host, { choice: 'release', code: 'NAME_TAKEN' }, entries, OPTIONS);
    expect(counts).toMatchObject({ read: 1, updated: 1, problems: 0, released: 1 });
    expect(await users()).toMatchObject([
      { user_name: 'ada.former', email: 'ada@example.org' },
      { user_name: 'ada', principal_name: 'grace@example.org' },
    ]);
    await revert(host, id);
    expect(await users()).toEqual(before);
  });

  it('stay with users who are protected or whose value is pinned, and with those who are back', async () => {
    await synchronize(host, [ada, grace], OPTIONS);
    const entries = [next, grace];
    await synchronize(host, entries, OPTIONS);
    const before = await users();
    const nothing = { read: 2, created: 0, unchanged: 1, problems: 1, released: 0 };
    const decision = { choice: 'release', stableIds: ['next'] } as const;
    await host.sql(
      `insert into field_pin (user_id, field, reason) select id::text, 'email', 'keep' from identity_user where user_name = 'ada'`,
    );
    expect((await decide(host, decision, entries, OPTIONS)).counts).toMatchObject(nothing);
    await synchronize(host, entries, OPTIONS);
    expect((await conflictPage(host)).items).toMatchObject([{ choices: ['relink'], params: { keeps: 'pinned' } }]);
    await host.sql('truncate field_pin');
    await synchronize(host, entries, OPTIONS);
    const planned = await planDecision(host, decision, [...entries, ada], OPTIONS);
    expect(planned.counts).toMatchObject({ read: 3, created: 0, released: 0, problems: 1 });
    await host.sql(`update identity_user set role = 'administrator' where user_name = 'ada'`);
    expect((await planDecision(host, decision, entries, OPTIONS)).counts).toMatchObject(nothing);
    expect(await users()).toEqual(before);
  });

  it('stay, with a problem beside the counts, if the former user was changed before the plan was applied', async () => {
    await synchronize(host, [ada, grace], OPTIONS);
    const entries = [next, grace];
    await synchronize(host, entries, OPTIONS);
    const planned = await planDecision(host, { choice: 'release', stableIds: ['next'] }, entries, OPTIONS);
    await host.sql(`update identity_user set email = 'other@example.org' where user_name = 'ada'`);
    const before = await users();
    const run = await approved(host, planned);
    await applyAll(host, run);
    const { counts, status } = await host.runs.complete(run);
    expect(counts).toMatchObject({ read: 2, created: 0, unchanged: 1, problems: 1, released: 0 });
    expect(status).toBe('succeeded-with-problems');
    expect((await host.history.problems(run.id)).items).toMatchObject([
      { code: 'CHANGED_MEANWHILE', dn: ada.dn },
      { code: 'WRITE_REFUSED', dn: next.dn },
    ]);
    expect(await users()).toEqual(before);
  });

  it('stay if the new name does not fit the column', async () => {
    const principalName = `a@${'b'.repeat(98)}`;
    await synchronize(host, [anEntry('ada', { principalName }), grace], OPTIONS);
    const before = await users();
    const entries = [anEntry('next', { userName: 'other', principalName }), grace];
    await synchronize(host, entries, OPTIONS);
    const { items } = await conflictPage(host);
    expect(items).toMatchObject([{ code: 'NAME_TAKEN', choices: ['relink'], params: { keeps: 'noRoom' } }]);
    const { id, counts } = await decide(host, { choice: 'release', code: 'NAME_TAKEN' }, entries, OPTIONS);
    expect(counts).toMatchObject({ read: 2, created: 0, unchanged: 1, problems: 1, released: 0 });
    expect((await host.history.problems(id)).items).toMatchObject([{ code: 'NAME_TAKEN' }]);
    expect(await users()).toEqual(before);
  });

  it('stay with a user who is present in another data pool, until that misses them, too', async () => {
    const other: Job = { ...JOB, name: 'plant-2', dataPool: 'other', settingKey: 'batch-synchronization.plant-2' };
    const read = async (job: Job, entries: readonly DirectoryUser[]) => {
      const run = await openRun(host, 'apply', job);
      await plan(host, run, entries, {
        ...OPTIONS,
        matchingOtherPools: true,
        onPlanned: async (source, counts) => void (await host.evidence.ofRead(run, source, counts, FLOORS)),
      });
      await applyAll(host, run);
      return host.runs.complete(run);
    };
    await read(JOB, [ada, grace]);
    expect((await read(other, [ada])).counts).toMatchObject({ updated: 1, problems: 0 });
    const before = await users();
    await read(JOB, [next, grace]);
    expect((await conflictPage(host)).items).toMatchObject([{ holder: { lastSeen: null }, choices: [] }]);
    const decision = { choice: 'release', code: 'NAME_TAKEN' } as const;
    expect((await decide(host, decision, [next, grace], OPTIONS)).counts).toMatchObject({ problems: 1, released: 0 });
    expect(await users()).toEqual(before);

    await read(other, []);
    await read(JOB, [next, grace]);
    expect((await conflictPage(host)).items).toMatchObject([{ choices: ['relink', 'release'] }]);
    expect((await decide(host, decision, [next, grace], OPTIONS)).counts).toMatchObject({ problems: 0, released: 1 });
  });

  it('stay with the person of the new entry if only their user is turned back, or the former one was deleted', async () => {
    await synchronize(host, [ada, grace], OPTIONS);
    const entries = [next, grace];
    await synchronize(host, entries, OPTIONS);
    const { id } = await decide(host, { choice: 'release', code: 'NAME_TAKEN' }, entries, OPTIONS);
    const [adam] = await host.sql<{ id: string }>(`select id from identity_user where first_name = 'Adam'`);
    const alone = await planRevert(host, id, { users: [adam?.id ?? ''] });
    expect(alone).toMatchObject({ run: { counts: { updated: 1, problems: 0 } }, problems: [] });
    expect(alone.changes).toMatchObject([{ before: { state: 'active' }, after: { state: 'inactive' } }]);
    expect(alone.changes[0]?.after).not.toHaveProperty('userName');

    await host.sql(`delete from identity_user where first_name = 'Ada'`);
    const reverted = await revert(host, id);
    expect(reverted.run.counts).toMatchObject({ updated: 1 });
    expect(await users()).toMatchObject([{ id: adam?.id, user_name: 'ada', state: 'inactive' }, {}]);
  });
});
