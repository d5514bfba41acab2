import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PinRequests } from '../../../src/contract/pins.js';
import type { UserChangeRequest } from '../../../src/contract/user-changes.js';
import type { SqlUsers } from '../../../src/persistence/journal/sql-users.js';
import { empty } from './support/host-state.js';
import { planRevert, revert } from './support/reverting.js';
import { anEntry, KINDS, openTestHost, type RunOptions, synchronize, type TestHost } from './support/test-host.js';
import { usersOf } from './support/users-of.js';

const TARGETS = ['userName', 'email', 'title', 'attributes.badge'] as const;
const ADA = { email: 'ada@one.example', title: 'Engineer' };
const EVER = { expiresAt: null };

describe.each(KINDS)('a pinned value on %s', (kind) => {
  let host: TestHost;
  let users: SqlUsers;
  beforeAll(async () => {
    host = await openTestHost(kind);
    users = usersOf(host.persistence);
  });
  beforeEach(() => empty(host));
  afterAll(() => host.close());

  const run = (fields: Readonly<Record<string, string>> = ADA, badge = 'Q1', options: RunOptions = {}) =>
    synchronize(host, [anEntry('ada', fields, { attributes: { badge } }), anEntry('bob')], {
      targets: TARGETS,
      ...options,
    });
  const idOf = async (name: string) =>
    (await host.sql<{ id: string }>(`select id::text from identity_user where user_name = $1::text`, [name]))[0]?.id ??
    '';
  /** A user of the host, whom no run has written. */
  const someone = (name: string) =>
    host.sql(
      `insert into identity_user (id, user_name, email, state, created_at, updated_at, version)
       values (gen_random_uuid(), $1::text, 'own@x.example', 'inactive', now(), now(), 1)`,
      [name],
    );
  const rowOf = async (id: string) =>
    (
      await host.sql(
        `select user_name, email, title, state::text, attributes ->> 'badge' as badge from identity_user
         where id = $1::text::uuid`,
        [id],
      )
    )[0];
  const pin = (
    id: string,
    names: readonly string[],
    fields: UserChangeRequest['fields'] = {},
    expiresAt: Date | null = null,
  ) => request(id, Object.fromEntries(names.map((name) => [name, { expiresAt }])), fields);
  const unpin = (id: string, name: string) => request(id, { [name]: null });
  const request = (id: string, pins: PinRequests, fields: UserChangeRequest['fields'] = {}) =>
    users.change(id, { fields, pins, reason: 'asked by phone', changedBy: 'olga' });

  it('is left alone by runs, which count whom they left, until the pin is removed', async () => {
    await run();
    const id = await idOf('ada');
    await pin(id, ['email', 'state', 'attributes.badge'], {
      email: 'ada@new.example',
      state: 'inactive',
      'attributes.badge': 'Q9',
    });

    expect((await run()).counts).toMatchObject({ read: 2, unchanged: 2, pinned: 1 });
    const { counts } = await run({ ...ADA, title: 'Countess' }, 'Q2');
    expect(counts).toMatchObject({ read: 2, updated: 1, activated: 0, unchanged: 1, pinned: 1 });
    const kept = { email: 'ada@new.example', state: 'inactive', badge: 'Q9' };
    expect(await rowOf(id)).toMatchObject({ ...kept, title: 'Countess' });

    await unpin(id, 'email');
    expect((await run({ ...ADA, title: 'Countess' }, 'Q2')).counts).toMatchObject({ updated: 1, pinned: 1 });
    expect(await rowOf(id)).toMatchObject({ ...kept, email: ADA.email });
    await request(id, { state: null, 'attributes.badge': null });
    expect((await run(ADA)).counts).toMatchObject({ activated: 1, pinned: 0 });
    expect(await rowOf(id)).toMatchObject({ ...ADA, state: 'active', badge: 'Q1' });
  });

  it('is pinned without a new value, and counted only where the directory has another one', async () => {
    await run();
    await pin(await idOf('ada'), ['email', 'title', 'state']);
    expect((await run()).counts).toMatchObject({ unchanged: 2, pinned: 0 });
    expect((await run({ ...ADA, title: 'Countess' })).counts).toMatchObject({ unchanged: 2, pinned: 1 });
  });

  it('is shown with who pinned it, when, why and until when, and stands in the history', async () => {
    await run();
    const id = await idOf('ada');
    const expiresAt = new Date(Date.now() + 86_400_000);
    await pin(id, ['email'], { email: 'ada@new.example' });
    await pin(id, ['title'], {}, expiresAt);
    await unpin(id, 'email');
    await unpin(id, 'email');

    const by = { by: 'olga', reason: 'asked by phone' };
    const title = { ...by, since: expect.any(Date), expiresAt };
    expect((await users.get(id))?.pins).toEqual({ title });
    expect(await users.pinned()).toEqual([{ userId: id, pins: { title } }]);
    expect((await host.history.ofUser(id)).items).toMatchObject([
      { manual: by, pins: { email: null }, before: {}, after: {} },
      { manual: by, pins: { title: { expiresAt } }, before: {}, after: {} },
      { manual: by, pins: { email: EVER }, after: { email: 'ada@new.example' } },
      { manual: null, pins: {} },
    ]);
  });

  it('does not make a state known that nobody recorded', async () => {
    await someone('grace');
    const outcome = await pin(await idOf('grace'), ['email']);
    expect(outcome).toMatchObject({ ok: true, user: { knownSince: null } });
  });

  it('is written again when the pin has expired', async () => {
    await run();
    const id = await idOf('ada');
    await pin(id, ['email'], { email: 'ada@new.example' }, new Date(Date.now() + 86_400_000));
    expect((await run()).counts).toMatchObject({ pinned: 1 });
    await host.sql(`update field_pin set expires_at = now()`);

    expect((await users.get(id))?.pins).toEqual({});
    expect(await users.pinned()).toEqual([]);
    expect((await run()).counts).toMatchObject({ updated: 1, pinned: 0 });
  });

  it.each([
    [{ email: { expiresAt: new Date(0) } }, 'pins.email', 'timePast'],
    [{ source: EVER }, 'pins.source', 'fieldUnknown'],
    [{ dn: EVER }, 'pins.dn', 'fieldUnknown'],
    [{ phone: null }, 'pins.phone', 'fieldUnknown'],
  ] as const)('cannot be %j', async (pins, field, code) => {
    await run();
    const outcome = await request(await idOf('ada'), pins, { title: 'x' });
    expect(outcome).toMatchObject({ ok: false, errors: [{ field, code }] });
    expect(await host.sql('select from field_pin union all select from manual_change')).toEqual([]);
  });

  it('holds although a plan was made before, which leaves the user unchanged and says so', async () => {
    await run();
    const id = await idOf('ada');
    for (const name of ['email', 'attributes.badge']) {
      const changed = await run({ email: `${name}@x.example`, title: 'Countess' }, name, {
        beforeApply: async () => void (await pin(id, [name])),
      });
      expect(changed).toMatchObject({ counts: { updated: 0, problems: 1 } });
      const { items } = await host.history.problems(changed.id, {});
      expect(items).toMatchObject([{ code: 'CHANGED_MEANWHILE' }]);
      await unpin(id, name);
    }
    expect(await rowOf(id)).toMatchObject({ ...ADA, badge: 'Q1' });
  });

  it('does not keep a plan from writing the other values', async () => {
    await run();
    const id = await idOf('ada');
    const { counts } = await run({ ...ADA, title: 'Countess' }, 'Q1', {
      beforeApply: async () => void (await pin(id, ['email'])),
    });
    expect(counts).toMatchObject({ updated: 1, problems: 0 });
  });

  it('stays taken for others, also within a chain of renames', async () => {
    const named = (...names: readonly string[]) =>
      synchronize(
        host,
        names.map((name, index) => anEntry(`id${index}`, { userName: name })),
        { targets: ['userName'] },
      );
    await named('ada', 'bob', 'cy');
    await pin(await idOf('bob'), ['userName']);

    const { id, counts } = await named('bob', 'cy', 'dan');
    expect(counts).toMatchObject({ updated: 1, unchanged: 2, problems: 0, incomplete: 1, pinned: 1 });
    expect((await host.history.problems(id, {})).items).toMatchObject([
      { dn: 'uid=id0,dc=example', code: 'NAME_TAKEN', params: { user: 'bob' } },
    ]);
    expect(await host.sql('select user_name from identity_user order by 1')).toEqual(
      ['ada', 'bob', 'dan'].map((name) => ({ user_name: name })),
    );
  });

  it('is kept when an entry takes a user over by name', async () => {
    await someone('ada');
    const id = await idOf('ada');
    await pin(id, ['email', 'state']);
    expect((await run()).counts).toMatchObject({ created: 1, updated: 1, activated: 0, pinned: 1 });
    expect(await rowOf(id)).toMatchObject({ email: 'own@x.example', state: 'inactive', title: 'Engineer' });
    expect((await users.get(id))?.links).toHaveLength(1);
  });

  it('is left alone by a revert, which lists it', async () => {
    await run();
    const id = await idOf('ada');
    const { id: changing } = await run({ email: 'ada@two.example', title: 'Countess' }, 'Q2');
    await pin(id, ['email']);

    const { run: reverting, problems } = await revert(host, changing);
    expect(reverting).toMatchObject({ counts: { updated: 1, problems: 0, pinned: 1 } });
    expect(problems).toMatchObject([{ code: 'FIELD_PINNED', params: { field: 'email', userId: id } }]);
    expect(await rowOf(id)).toMatchObject({ email: 'ada@two.example', title: 'Engineer', badge: 'Q1' });
  });

  it('is one problem of a revert, beside the values that others have changed', async () => {
    await run();
    const id = await idOf('ada');
    const { id: changing } = await run({ email: 'ada@two.example', title: 'Countess' });
    await pin(id, ['email'], { title: 'Programmer' });
    await host.sql(`update identity_user set attributes = '{}' where id = $1::text::uuid`, [id]);

    const { run: reverting, changes, problems } = await planRevert(host, changing);
    expect(changes).toEqual([]);
    expect(reverting.counts).toMatchObject({ read: 1, problems: 1, pinned: 1 });
    expect(problems.map(({ code, params }) => `${code} ${params['field']}`).toSorted()).toEqual([
      'CHANGED_SINCE title',
      'FIELD_PINNED email',
    ]);
  });

  it('of a user who was deleted does no harm', async () => {
    await run();
    const id = await idOf('ada');
    await pin(id, ['email']);
    await host.sql(`delete from identity_user where id = $1::text::uuid`, [id]);
    expect((await run()).counts).toMatchObject({ created: 0, problems: 1, pinned: 0 });
  });
});
