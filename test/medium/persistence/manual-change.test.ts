import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { UserChangeRequest } from '../../../src/contract/user-changes.js';
import type { SqlUsers } from '../../../src/persistence/journal/sql-users.js';
import { revert } from './support/reverting.js';
import { anEntry, KINDS, openTestHost, synchronize, type TestHost } from './support/test-host.js';
import { employees, identityUsersWithTrash } from './support/users.js';
import { usersOf } from './support/users-of.js';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
const TARGETS = ['userName', 'email', 'title', 'attributes.badge'] as const;
const ADA = { email: 'ada@one.example', title: 'Engineer' };
const empty = (host: TestHost) =>
  host.sql(
    'truncate identity_user, directory_link, batch_run, batch_change, batch_chunk, batch_problem, manual_change',
  );

describe.each(KINDS)('a change of a user by a person on %s', (kind) => {
  let host: TestHost;
  let users: SqlUsers;
  beforeAll(async () => {
    host = await openTestHost(kind);
    users = usersOf(host.persistence);
  });
  beforeEach(() => empty(host));
  afterAll(() => host.close());

  const run = (fields: Readonly<Record<string, string>> = ADA, badge = 'Q1') =>
    synchronize(host, [anEntry('ada', fields, { attributes: { badge } }), anEntry('bob', {}, { attributes: {} })], {
      targets: TARGETS,
    });
  const idOf = async (name: string) =>
    (await host.sql<{ id: string }>(`select id::text from identity_user where user_name = $1::text`, [name]))[0]?.id ??
    '';
  const rowOf = async (id: string) =>
    (
      await host.sql(
        `select user_name, email, title, state::text, attributes::text, version from identity_user where id = $1::text::uuid`,
        [id],
      )
    )[0];
  const change = (id: string, fields: UserChangeRequest['fields'], more: Partial<UserChangeRequest> = {}) =>
    users.change(id, { fields, reason: 'asked by phone', changedBy: 'olga', ...more });
  const journaled = () => host.sql('select 1 from manual_change');

  it('writes the values, and says who wrote them, when and why', async () => {
    const { id: runId } = await run();
    const id = await idOf('ada');
    await host.sql(`update identity_user set attributes = attributes || '{"own": 1}'`);

    const outcome = await change(id, { email: ' ada@new.example ', state: 'inactive', 'attributes.badge': null });

    expect(outcome).toMatchObject({ ok: true, user: { id, fields: { email: { value: 'ada@new.example' } } } });
    expect(await rowOf(id)).toMatchObject({
      email: 'ada@new.example',
      title: 'Engineer',
      state: 'inactive',
      attributes: '{"own": 1}',
      version: 2,
    });
    const manual = { by: 'olga', reason: 'asked by phone' };
    const byOlga = { runId: null, manual, at: expect.any(Date) };
    expect((await users.get(id))?.fields).toMatchObject({
      email: { value: 'ada@new.example', writtenBy: byOlga },
      state: { value: 'inactive', writtenBy: byOlga },
      'attributes.badge': { value: null, writtenBy: byOlga },
      title: { value: 'Engineer', writtenBy: { runId, manual: null } },
    });
    expect((await host.history.ofUser(id)).items).toMatchObject([
      {
        runId: null,
        manual,
        kind: 'update',
        state: 'applied',
        userId: id,
        before: { email: 'ada@one.example', state: 'active', attributes: { badge: 'Q1' } },
        after: { email: 'ada@new.example', state: 'inactive', attributes: { badge: null } },
      },
      { runId, manual: null, kind: 'create' },
    ]);
  });

  it('is replaced by the values of the directory with the next run', async () => {
    await run();
    const id = await idOf('ada');
    await change(id, { email: 'ada@new.example', state: 'inactive' });
    const next = await run();
    expect(next).toMatchObject({ counts: { activated: 1, unchanged: 1 } });
    expect(await rowOf(id)).toMatchObject({ email: 'ada@one.example', state: 'active' });
    expect((await users.get(id))?.fields['email']).toMatchObject({ writtenBy: { runId: next.id } });
  });

  it('is part of past states', async () => {
    await run();
    const id = await idOf('ada');
    await change(id, { title: 'Countess' });
    const [{ appliedAt } = { appliedAt: null }] = (await host.history.ofUser(id)).items;
    await run({ ...ADA, title: 'Programmer' });

    const at = new Date((appliedAt?.getTime() ?? 0) + 1);
    expect((await users.get(id, at))?.fields).toMatchObject({
      title: { value: 'Countess', writtenBy: { manual: { by: 'olga' } } },
      email: { value: 'ada@one.example', writtenBy: { manual: null } },
    });
  });

  it('is known although a plan that was made before is applied after it', async () => {
    await run();
    const id = await idOf('ada');
    const later = await synchronize(
      host,
      [anEntry('ada', { ...ADA, title: 'Programmer' }, { attributes: { badge: 'Q1' } })],
      {
        targets: TARGETS,
        beforeApply: async () => void (await change(id, { email: 'ada@new.example' })),
      },
    );
    const expected = {
      email: { value: 'ada@new.example', writtenBy: { manual: { by: 'olga' } } },
      title: { value: 'Programmer', writtenBy: { runId: later.id } },
    };
    expect((await users.get(id))?.fields).toMatchObject(expected);
    expect((await users.get(id, new Date(Date.now() + 1000)))?.fields).toMatchObject(expected);
  });

  it('keeps a planned change of the same value from being applied, and is left alone by a revert', async () => {
    const { id: first } = await run();
    const id = await idOf('ada');
    const refused = await synchronize(
      host,
      [anEntry('ada', { ...ADA, title: 'Programmer' }, { attributes: { badge: 'Q1' } })],
      {
        targets: TARGETS,
        beforeApply: async () => void (await change(id, { title: 'Countess' })),
      },
    );
    expect(refused).toMatchObject({ counts: { updated: 0, problems: 1 } });

    await revert(host, first, { users: [id], fields: ['title'] });
    expect(await rowOf(id)).toMatchObject({ title: 'Countess' });
  });

  it('is refused if a value was changed since it was shown', async () => {
    await run();
    const id = await idOf('ada');
    await run({ ...ADA, title: 'Programmer' });
    await expect(change(id, { title: 'Countess' }, { expected: { title: 'Engineer' } })).rejects.toMatchObject({
      code: 'USER_CHANGED',
      params: { userField: 'title' },
    });
    expect(await journaled()).toEqual([]);
    expect(await change(id, { title: 'Countess' }, { expected: { title: 'Programmer' } })).toMatchObject({ ok: true });
  });

  it('writes nothing if nothing differs', async () => {
    await run();
    const id = await idOf('ada');
    expect(await change(id, { ...ADA, state: 'active' })).toMatchObject({ ok: true });
    expect(await journaled()).toEqual([]);
    expect(await rowOf(id)).toMatchObject({ version: 1 });
  });

  it.each([
    [{ userName: 'BOB' }, 'userName', 'valueTaken', { user: 'bob' }],
    [{ email: 'bob@one.example' }, 'email', 'valueTaken', { user: 'bob' }],
    [{ userName: ' ' }, 'userName', 'required', {}],
    [{ state: null }, 'state', 'required', {}],
    [{ state: 'bogus' }, 'state', 'notOneOf', { values: 'active, inactive' }],
    [{ userName: 'x'.repeat(61) }, 'userName', 'tooLong', { limit: 60 }],
    [{ userName: 'a\u200bda' }, 'userName', 'invisibleCharacter', { character: 'U+200B' }],
    [{ email: 'nobody' }, 'email', 'emailSyntax', {}],
    [{ title: 'a\0b' }, 'title', 'controlCharacter', {}],
    [{ source: 'me' }, 'source', 'fieldUnknown', { value: 'source' }],
    [{ phone: '1' }, 'phone', 'fieldUnknown', { value: 'phone' }],
    [{ 'attributes.': '1' }, 'attributes.', 'fieldUnknown', { value: 'attributes.' }],
  ] as const)('refuses %j', async (fields, field, code, params) => {
    await run();
    await host.sql(`update identity_user set email = 'bob@one.example' where user_name = 'bob'`);
    const id = await idOf('ada');
    const before = await rowOf(id);
    expect(await change(id, { title: 'Countess', ...fields })).toMatchObject({
      ok: false,
      errors: [{ field, code, params, message: expect.not.stringContaining('validation:') }],
    });
    expect([await rowOf(id), await journaled()]).toEqual([before, []]);
  });

  it('says what the database refuses', async () => {
    await run();
    await host.sql(`alter table identity_user add constraint no_x check (title <> 'x')`);
    await expect(change(await idOf('ada'), { title: 'x' })).rejects.toMatchObject({ code: 'USER_WRITE_REFUSED' });
    await host.sql(`alter table identity_user drop constraint no_x`);
    expect(await journaled()).toEqual([]);
  });

  it('does not concern protected and unknown users', async () => {
    await run();
    const id = await idOf('ada');
    await host.sql(`update identity_user set role = 'administrator' where user_name = 'ada'`);
    await expect(change(id, { title: 'Countess' })).rejects.toMatchObject({ code: 'USER_NOT_WRITABLE' });
    for (const unknown of [UNKNOWN_ID, 'x']) expect(await change(unknown, { title: 'Countess' })).toBeUndefined();
    expect(await journaled()).toEqual([]);
  });

  it('stands in the history among the runs, page by page', async () => {
    await run();
    const id = await idOf('ada');
    for (const title of ['A', 'B', 'C']) {
      await change(id, { title });
      await run({ ...ADA, title: `${title} of the directory` });
    }
    const titles: unknown[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await host.history.ofUser(id, { limit: 2, ...(cursor && { cursor }) });
      titles.push(...page.items.map(({ after }) => after['title']));
      if (!page.nextCursor) break;
      cursor = page.nextCursor;
    }
    const ofDirectory = (title: string) => `${title} of the directory`;
    expect(titles).toEqual([ofDirectory('C'), 'C', ofDirectory('B'), 'B', ofDirectory('A'), 'A', 'Engineer']);
  });
});

describe('a change of a user by a person', () => {
  it('does not wait long for another session that keeps the user locked', async () => {
    const host = await openTestHost('PostgreSQL');
    await synchronize(host, [anEntry('ada', ADA)]);
    const other = new Client(host.url);
    await other.connect();
    await other.query('begin; select 1 from identity_user for update');
    const [{ id } = { id: '' }] = await host.sql<{ id: string }>('select id::text from identity_user');
    const changed = usersOf(host.persistence, 1).change(id, { fields: { title: 'x' }, reason: 'r', changedBy: null });
    await expect(changed).rejects.toMatchObject({ code: 'USER_IN_USE', params: { seconds: 1 } });
    await other.end();
    await host.close();
  });

  it('does not concern users whom the host hides, but their unique values', async () => {
    const host = await openTestHost('PGlite', { users: identityUsersWithTrash });
    await synchronize(host, [anEntry('ada', ADA), anEntry('bob', {})]);
    await host.sql(`update identity_user set deleted_at = now() where user_name = 'ada'`);
    const users = usersOf(host.persistence);
    const ids = await host.sql<{ id: string }>('select id::text from identity_user order by user_name');
    const request = (fields: UserChangeRequest['fields']) => ({ fields, reason: 'r', changedBy: null });
    expect(await users.change(ids[0]?.id ?? '', request({ title: 'x' }))).toBeUndefined();
    expect(await users.change(ids[1]?.id ?? '', request({ email: ADA.email }))).toMatchObject({
      errors: [{ field: 'email', code: 'valueTaken' }],
    });
    await host.close();
  });

  it('writes a state that is no text', async () => {
    const host = await openTestHost('PGlite', { users: employees });
    await synchronize(host, [anEntry('ada', { email: ADA.email })], { targets: ['userName', 'email'] });
    const users = usersOf(host.persistence);
    const [{ id } = { id: '' }] = await host.sql<{ id: string }>('select id::text from employee');
    const outcome = await users.change(id, {
      fields: { state: false },
      expected: { state: true },
      reason: 'r',
      changedBy: null,
    });
    expect(outcome).toMatchObject({ user: { fields: { state: { value: false } } } });
    expect((await host.history.ofUser(id)).items[0]).toMatchObject({
      before: { state: true },
      after: { state: false },
    });
    await host.close();
  });
});
