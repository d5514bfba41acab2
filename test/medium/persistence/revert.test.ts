import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DirectoryUser } from '../../../src/mapping/directory-user.js';
import { applyRevert, planRevert, revert } from './support/reverting.js';
import { anEntry, KINDS, openTestHost, synchronize, type TestHost } from './support/test-host.js';

const TARGETS = ['userName', 'email', 'title', 'attributes.badge'] as const;

describe.each(KINDS)('reverting a run on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());
  beforeEach(() =>
    host.sql('truncate identity_user, directory_link, batch_run, batch_change, batch_chunk, batch_problem'),
  );

  const run = (...entries: readonly DirectoryUser[]) => synchronize(host, entries, { targets: TARGETS });
  const person = (id: string, email: string, title: string, badge = 'Q1') =>
    anEntry(id, { email, title }, { attributes: { badge } });
  const users = async () =>
    Object.fromEntries(
      (
        await host.sql<{ name: string; value: string }>(
          `select user_name as name, concat_ws(' ', email, title, attributes ->> 'badge', state, source) as value
           from identity_user`,
        )
      ).map(({ name, value }) => [name, value]),
    );
  const idOf = async (name: string) =>
    (await host.sql<{ id: string }>('select id::text from identity_user where user_name = $1', [name]))[0]?.id ?? '';

  it('knows which users and fields of a run a revert can select', async () => {
    const first = await run(person('ada', 'ada@one', 'Engineer'), person('grace', 'grace@one', 'Admiral'));
    const wrong = await run(person('ada', 'ada@two', 'Engineer'), person('grace', 'grace@one', 'Admiral'));
    const [ada, grace] = [await idOf('ada'), await idOf('grace')];
    const selects = (ids: string[] | null, fields: string[] | null, of = wrong.id) =>
      host.history.hasSelected(of, { users: ids, fields });

    expect(await host.history.fieldsOf(wrong.id)).toEqual([
      'userName',
      'email',
      'title',
      'source',
      'state',
      'attributes.badge',
    ]);
    expect(await selects([ada], ['email'])).toBe(true);
    expect(await selects([ada], null)).toBe(true);
    expect(await selects(null, ['title', 'email'])).toBe(true);
    expect(await selects([ada], ['title'])).toBe(false);
    expect(await selects([grace], null)).toBe(false);
    expect(await selects([], null)).toBe(false);
    expect(await selects(null, [])).toBe(false);
    expect(await selects(null, ['state'], first.id)).toBe(true);
    expect(await selects(null, ['email'], first.id)).toBe(false);
  });

  it('turns back what the run wrote, as a plan that is approved and applied like any other', async () => {
    await run(person('ada', 'ada@one', 'Engineer'), person('grace', 'grace@one', 'Admiral'));
    const before = await users();
    const wrong = await run(person('ada', 'ada@two', '', 'Q2'), person('grace', 'grace@one', 'Captain'));

    const planned = await planRevert(host, wrong.id);
    expect(planned.run).toMatchObject({
      mode: 'plan',
      status: 'planned',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      readReport: null,
      reverts: { runId: wrong.id, users: null, fields: null, reason: 'wrong' },
      counts: { read: 2, updated: 2, unchanged: 0, problems: 0 },
    });
    expect(planned.changes).toMatchObject([
      {
        before: { email: 'ada@two', title: '', attributes: { badge: 'Q2' } },
        after: { email: 'ada@one', title: 'Engineer', attributes: { badge: 'Q1' } },
      },
      { before: { title: 'Captain' }, after: { title: 'Admiral' } },
    ]);
    expect(await users()).not.toEqual(before);

    const applied = await applyRevert(host, planned.run);
    expect(applied.run).toMatchObject({ status: 'succeeded', counts: { read: 2, updated: 2 } });
    expect(await users()).toEqual(before);
    expect(await host.history.revertsOf(wrong.id)).toMatchObject([{ id: planned.run.id }]);
  });

  it('leaves alone what someone changed since, names the field, and turns back the others', async () => {
    await run(person('ada', 'ada@one', 'Engineer'), person('grace', 'grace@one', 'Admiral'));
    const wrong = await run(person('ada', 'ada@two', 'Wrong'), person('grace', 'grace@one', 'Wrong'));
    await host.sql(
      `update identity_user set title = 'Own', email = case user_name when 'ada' then email else email end`,
    );

    const reverted = await revert(host, wrong.id);
    expect(await users()).toEqual({ ada: 'ada@one Own Q1 active LDAP', grace: 'grace@one Own Q1 active LDAP' });
    expect(reverted.problems).toMatchObject([
      { code: 'CHANGED_SINCE', params: { field: 'title' } },
      { code: 'CHANGED_SINCE', params: { field: 'title' } },
    ]);
    expect(reverted.run).toMatchObject({
      status: 'succeeded-with-problems',
      counts: { read: 2, updated: 1, unchanged: 0, problems: 1 },
    });
  });

  it('turns back some users, or one field', async () => {
    await run(person('ada', 'ada@one', 'Engineer'), person('grace', 'grace@one', 'Admiral', 'Q1'));
    const wrong = await run(person('ada', 'ada@two', 'Wrong'), person('grace', 'grace@two', 'Wrong', 'Q2'));

    await revert(host, wrong.id, { users: [await idOf('ada')] });
    expect(await users()).toEqual({ ada: 'ada@one Engineer Q1 active LDAP', grace: 'grace@two Wrong Q2 active LDAP' });
    const field = await revert(host, wrong.id, { fields: ['attributes.badge'] });
    expect(field.run.counts).toMatchObject({ read: 1, updated: 1 });
    expect(await users()).toMatchObject({ grace: 'grace@two Wrong Q1 active LDAP' });
    await revert(host, wrong.id, { fields: ['email'] });
    expect(await users()).toMatchObject({ grace: 'grace@one Wrong Q1 active LDAP' });
  });

  it('gives created users the inactive state and keeps their links', async () => {
    const created = await run(person('ada', 'ada@one', 'Engineer'));
    const reverted = await revert(host, created.id);

    expect(await users()).toEqual({ ada: 'ada@one Engineer Q1 inactive LDAP' });
    expect(reverted.changes).toMatchObject([
      { kind: 'update', before: { state: 'active' }, after: { state: 'inactive' } },
    ]);
    expect(await host.sql('select stable_id from directory_link')).toEqual([{ stable_id: 'ada' }]);

    const again = await run(person('ada', 'ada@one', 'Engineer'));
    expect(again.counts).toMatchObject({ activated: 1, created: 0, problems: 0 });
  });

  it('gives activated and taken-over users their state and source back', async () => {
    await host.sql(
      `insert into identity_user (user_name, email, title, state, source, created_at, updated_at)
       values ('ada', 'ada@host', 'Own', 'locked', 'HOST', now(), now())`,
    );
    const taken = await run(person('ada', 'ada@one', 'Engineer'));
    const reverted = await revert(host, taken.id);
    expect(await users()).toEqual({ ada: 'ada@host Own locked HOST' });

    await revert(host, reverted.run.id);
    expect(await users()).toEqual({ ada: 'ada@one Engineer Q1 active LDAP' });
  });

  it('gives two users their names back that a run exchanged', async () => {
    const people = (one: string, two: string) => [
      anEntry('s1', { userName: one, email: `${one}@x` }),
      anEntry('s2', { userName: two, email: `${two}@x` }),
    ];
    await run(...people('ada', 'grace'));
    const linked = () =>
      host.sql(
        'select u.user_name, l.stable_id from identity_user u join directory_link l on l.user_id = u.id::text order by 2',
      );
    const before = await linked();
    const exchanged = await run(...people('grace', 'ada'));
    expect(await linked()).not.toEqual(before);

    const reverted = await revert(host, exchanged.id);
    expect(reverted.run).toMatchObject({ status: 'succeeded', counts: { updated: 2 } });
    expect(await linked()).toEqual(before);
  });

  it('refuses a name that another user has by now, and turns back the others', async () => {
    await run(anEntry('s1', { userName: 'ada' }), anEntry('s2', { userName: 'joan', title: 'one' }));
    const renamed = await run(anEntry('s1', { userName: 'ada2' }), anEntry('s2', { userName: 'joan', title: 'two' }));
    await host.sql(
      `insert into identity_user (user_name, state, created_at, updated_at) values ('Ada', 'active', now(), now())`,
    );

    const reverted = await revert(host, renamed.id);
    expect(reverted.problems).toMatchObject([
      { code: 'UNIQUE_VALUE_TAKEN', params: { field: 'userName', user: 'Ada' } },
    ]);
    expect(reverted.run.counts).toMatchObject({ read: 2, updated: 1, problems: 1 });
    expect(Object.keys(await users()).toSorted()).toEqual(['Ada', 'ada2', 'joan']);
  });

  it('lists users who were deleted or are protected by now, and writes neither', async () => {
    await run(person('ada', 'ada@one', 'Engineer'), person('grace', 'grace@one', 'Admiral'));
    const wrong = await run(person('ada', 'ada@two', 'Wrong'), person('grace', 'grace@two', 'Wrong'));
    await host.sql(`delete from identity_user where user_name = 'ada'`);
    await host.sql(`update identity_user set role = 'administrator' where user_name = 'grace'`);

    const { problems, run: reverted } = await revert(host, wrong.id);
    expect(problems.map(({ code }) => code)).toEqual(['USER_DELETED', 'USER_PROTECTED']);
    expect(reverted).toMatchObject({ status: 'succeeded-with-problems', counts: { read: 2, problems: 2 } });
    expect(await users()).toEqual({ grace: 'grace@two Wrong Q1 active LDAP' });
  });

  it('turns back only what was applied', async () => {
    await run(person('ada', 'ada@one', 'Engineer'), person('grace', 'grace@one', 'Admiral'));
    const wrong = await synchronize(host, [person('ada', 'ada@two', 'Wrong'), person('grace', 'grace@two', 'Wrong')], {
      targets: TARGETS,
      beforeApply: async () => {
        await host.sql(`update identity_user set title = 'Own' where user_name = 'ada'`);
      },
    });
    expect(wrong.counts).toMatchObject({ updated: 1, problems: 1 });
    const reverted = await revert(host, wrong.id);
    expect(reverted.run.counts).toMatchObject({ read: 1, updated: 1 });
  });

  it('changes nothing when it is done twice', async () => {
    await run(person('ada', 'ada@one', 'Engineer'));
    const wrong = await run(person('ada', 'ada@two', 'Engineer'));
    await revert(host, wrong.id);
    expect((await revert(host, wrong.id)).run.counts).toMatchObject({ read: 1, updated: 0, unchanged: 1 });
  });

  it('is stale when a newer run was applied, and refuses a user who changed after the plan', async () => {
    await run(person('ada', 'ada@one', 'Engineer'));
    const wrong = await run(person('ada', 'ada@two', 'Engineer'));
    const stale = await planRevert(host, wrong.id);
    await run(person('ada', 'ada@three', 'Engineer'));
    await expect(applyRevert(host, stale.run)).rejects.toMatchObject({ code: 'PLAN_STALE' });

    const late = await planRevert(host, (await run(person('ada', 'ada@four', 'Engineer'))).id);
    await host.sql(`update identity_user set email = 'own'`);
    expect((await applyRevert(host, late.run)).problems).toMatchObject([{ code: 'CHANGED_MEANWHILE' }]);
  });

  it('is not a good run that others are compared with', async () => {
    await run(person('ada', 'ada@one', 'Engineer'));
    const good = await run(person('ada', 'ada@two', 'Engineer'));
    await revert(host, good.id);
    expect(await host.history.lastGood(good.job)).toMatchObject({ id: good.id });
  });
});
