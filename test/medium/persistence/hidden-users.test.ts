import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DirectoryUser } from '../../../src/mapping/directory-user.js';
import { anEntry, KINDS, openTestHost, type RunOptions, synchronize, type TestHost } from './support/test-host.js';
import { employees, identityUsersWithTrash } from './support/users.js';

describe.each(KINDS)('users whom a default filter of the host hides, on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind, { users: identityUsersWithTrash });
  });
  afterAll(() => host.close());
  beforeEach(async () => {
    await host.sql('truncate identity_user, directory_link, batch_run, batch_change, batch_chunk, batch_problem');
  });

  async function insertUser(userName: string, { email = null as string | null, isHidden = false } = {}) {
    await host.sql(
      `insert into identity_user (user_name, email, state, source, created_at, updated_at, deleted_at)
       values ($1, $2, 'active', 'LDAP', now(), now(), case when $3::text = 'hidden' then now() end)`,
      [userName, email ?? `${userName}@example.org`, isHidden ? 'hidden' : 'shown'],
    );
  }
  const hide = (userName: string) =>
    host.sql('update identity_user set deleted_at = now() where user_name = $1', [userName]);
  const restore = () => host.sql('update identity_user set deleted_at = null');
  const users = () =>
    host.sql(
      `select user_name as name, title, deleted_at is not null as hidden from identity_user order by user_name, email`,
    );

  async function outcome(entries: readonly DirectoryUser[], options: RunOptions = {}) {
    const { id, counts } = await synchronize(host, entries, options);
    const { items: problems } = await host.history.problems(id);
    const { items: changes } = await host.history.changes(id);
    return { counts, changes, problems: problems.map(({ code, params }) => ({ code, params })) };
  }

  it('are not matched, and their unique names are in the way with a problem that says so', async () => {
    await insertUser('kowalski', { isHidden: true });
    const { counts, problems } = await outcome([anEntry('kowalski', { title: 'Chief' })]);

    expect(counts).toMatchObject({ read: 1, problems: 1 });
    expect(problems).toMatchObject([
      { code: 'VALUE_OF_HIDDEN_USER', params: { field: 'userName', user: 'kowalski', userId: expect.any(String) } },
    ]);
    expect(await users()).toEqual([{ name: 'kowalski', title: null, hidden: true }]);
  });

  it('do not make the visible user of the same name ambiguous', async () => {
    await insertUser('KOWALSKI', { email: 'old@example.org', isHidden: true });
    await insertUser('Kowalski');
    const { changes, problems } = await outcome([anEntry('kowalski', { title: 'Chief' })]);

    expect(problems).toEqual([]);
    expect(changes).toMatchObject([{ kind: 'update', matchedBy: 'userName', before: { userName: 'Kowalski' } }]);
  });

  it('keep other unique values as well, and give up none', async () => {
    await insertUser('old', { email: 'kowalski@example.org', isHidden: true });
    const entries = [anEntry('kowalski', { email: 'kowalski@example.org' }), anEntry('ada', { email: 'ada@x.org' })];
    expect((await outcome(entries)).problems).toMatchObject([
      { code: 'VALUE_OF_HIDDEN_USER', params: { field: 'email', user: 'old' } },
    ]);
  });

  it('are told as a problem when they are linked, run after run, and are synchronized again when restored', async () => {
    await outcome([anEntry('kowalski'), anEntry('ada')]);
    await hide('kowalski');
    for (const title of ['Chief', 'Boss']) {
      const { counts, problems } = await outcome([anEntry('kowalski', { title }), anEntry('ada')]);
      expect(counts).toMatchObject({ read: 2, unchanged: 1, problems: 1 });
      expect(problems).toMatchObject([{ code: 'USER_HIDDEN', params: { user: 'kowalski' } }]);
    }
    const unchangedButHidden = await outcome([anEntry('kowalski'), anEntry('ada')]);
    expect(unchangedButHidden.problems).toMatchObject([{ code: 'USER_HIDDEN' }]);
    expect(await users()).toEqual([
      { name: 'ada', title: null, hidden: false },
      { name: 'kowalski', title: null, hidden: true },
    ]);

    await restore();
    const { changes, problems } = await outcome([anEntry('kowalski', { title: 'Boss' }), anEntry('ada')]);
    expect(problems).toEqual([]);
    expect(changes).toMatchObject([{ kind: 'update', matchedBy: 'link', after: { title: 'Boss' } }]);
  });

  it('are told as deleted once they are deleted for good', async () => {
    await outcome([anEntry('kowalski')]);
    await host.sql('delete from identity_user');
    expect((await outcome([anEntry('kowalski')])).problems).toMatchObject([{ code: 'LINKED_USER_DELETED' }]);
  });

  it('are not written when they are hidden between plan and apply, whatever the change', async () => {
    await insertUser('linked');
    await insertUser('ada');
    await outcome([anEntry('ada', { email: 'ada@example.org' })]);
    const entries = [anEntry('ada', { title: 'Chief' }), anEntry('linked', { email: 'linked@example.org' })];
    const { counts, problems } = await outcome(entries, {
      beforeApply: async () => {
        await hide('ada');
        await hide('linked');
      },
    });

    expect(counts).toMatchObject({ updated: 0, problems: 2 });
    expect(problems).toMatchObject([{ code: 'CHANGED_MEANWHILE' }, { code: 'CHANGED_MEANWHILE' }]);
    expect(await users()).toMatchObject([{ title: null }, { title: null }]);
    expect(await host.sql('select stable_id as id from directory_link')).toEqual([{ id: 'ada' }]);
  });

  it('keep their values when users exchange theirs', async () => {
    const ada = (userName: string) => anEntry('1', { userName, email: '1@example.org' });
    const eve = (userName: string) => anEntry('2', { userName, email: '2@example.org' });
    await outcome([ada('ada'), eve('eve')]);
    const { counts } = await outcome([ada('eve'), eve('ada')], { beforeApply: async () => void (await hide('ada')) });
    expect(counts).toMatchObject({ updated: 0, problems: 2 });
    expect(await users()).toMatchObject([
      { name: 'ada', hidden: true },
      { name: 'eve', hidden: false },
    ]);
  });
});

describe.each(KINDS)('unique indexes that hold only for visible users, on %s', (kind) => {
  let host: TestHost;
  const targets = ['userName', 'email'] as const;
  const names = () => host.sql(`select login as name, deleted_at is not null as hidden from employee order by id`);
  beforeAll(async () => {
    host = await openTestHost(kind, { users: employees });
  });
  afterAll(() => host.close());

  it('let a user be created beside a hidden one, and a linked user that is hidden stays the only one of its entry', async () => {
    await host.sql(`insert into employee (login, mail, enabled, deleted_at) values ('ada', 'ada@x.org', true, now())`);
    const entry = anEntry('ada', { email: 'ada@x.org' });
    expect((await synchronize(host, [entry], { targets })).counts).toMatchObject({ created: 1, problems: 0 });

    await host.sql('update employee set deleted_at = now()');
    const { id, counts } = await synchronize(host, [entry], { targets });
    expect(counts).toMatchObject({ created: 0, problems: 1 });
    expect((await host.history.problems(id)).items).toMatchObject([{ code: 'USER_HIDDEN' }]);
    expect(await names()).toEqual([
      { name: 'ada', hidden: true },
      { name: 'ada', hidden: true },
    ]);
  });
});
