import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DirectoryUser } from '../../../src/mapping/directory-user.js';
import { SYNCHRONIZE_ACTIVE } from '../../../src/processes/synchronize-active.js';
import { anEntry, KINDS, openTestHost, synchronize, type TestHost } from './support/test-host.js';

describe.each(KINDS)('the plan of a run, on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());
  beforeEach(async () => {
    await host.sql('truncate identity_user, directory_link, batch_run, batch_change, batch_chunk, batch_problem');
  });

  /** Inserts users without links, as if created in the host; returns their keys. */
  async function insertUsers(
    ...users: { userName: string; principalName?: string; email?: string; role?: string; state?: string }[]
  ) {
    const ids: string[] = [];
    for (const { userName, principalName = null, email = null, role = 'user', state = 'active' } of users) {
      const [row] = await host.sql<{ id: string }>(
        `insert into identity_user (user_name, principal_name, email, role, state, created_at, updated_at)
         select r ->> 0, r ->> 1, r ->> 2, r ->> 3, (r ->> 4)::user_state, now(), now() from (select $1::text::jsonb r) x returning id::text`,
        [JSON.stringify([userName, principalName, email, role, state])],
      );
      if (row) ids.push(row.id);
    }
    return ids;
  }

  async function outcome(...entries: DirectoryUser[]) {
    const run = await synchronize(host, entries);
    const { items: changes } = await host.history.changes(run.id);
    const { items: problems } = await host.history.problems(run.id);
    return { run, changes, problems: problems.map(({ dn, code, params }) => ({ dn, code, params })) };
  }

  it('takes over the only user with the same name, regardless of case, and records how it matched', async () => {
    const [id] = await insertUsers({ userName: 'ADA', state: 'locked' });
    const { changes } = await outcome(anEntry('ada', { firstName: 'Ada' }));
    expect(changes).toMatchObject([
      {
        kind: 'activate',
        userId: id,
        matchedBy: 'userName',
        before: { userName: 'ADA', firstName: null, state: 'locked', source: null, dn: null },
        after: { userName: 'ada', firstName: 'Ada', state: 'active', source: 'LDAP', dn: 'uid=ada,dc=example' },
      },
    ]);
  });

  it('prefers the principal name over the user name', async () => {
    const [, byPrincipal] = await insertUsers({ userName: 'ada' }, { userName: 'other', principalName: 'ADA@corp' });
    const { changes } = await outcome(anEntry('lovelace', { principalName: 'ada@corp' }));
    expect(changes).toMatchObject([{ kind: 'update', userId: byPrincipal, matchedBy: 'principalName' }]);
  });

  it('writes only the link when the values of the user are already correct', async () => {
    await insertUsers({ userName: 'ada' });
    await host.sql(`update identity_user set source = 'LDAP'`);
    const { changes } = await outcome(anEntry('ada'));
    expect(changes).toMatchObject([{ kind: 'update', before: { dn: null }, after: { dn: 'uid=ada,dc=example' } }]);
    expect(await host.sql('select version from identity_user')).toEqual([{ version: 1 }]);
  });

  it('takes over no user when several match', async () => {
    await insertUsers({ userName: 'ada' }, { userName: 'Ada' });
    const { problems } = await outcome(anEntry('ada'));
    expect(problems).toEqual([
      { dn: 'uid=ada,dc=example', code: 'CANDIDATES_AMBIGUOUS', params: { field: 'userName', count: 2 } },
    ]);
  });

  it('reports both entries when two match the same user', async () => {
    const [id] = await insertUsers({ userName: 'ada', principalName: 'p' });
    const { problems } = await outcome(anEntry('one', { principalName: 'p' }), anEntry('ada'));
    const params = (other: string) => ({ user: 'ada', userId: id, other: `uid=${other},dc=example` });
    expect(problems).toEqual([
      { dn: 'uid=one,dc=example', code: 'CANDIDATE_CLAIMED_TWICE', params: params('ada') },
      { dn: 'uid=ada,dc=example', code: 'CANDIDATE_CLAIMED_TWICE', params: params('one') },
    ]);
  });

  it('does not write a protected user, whether it matches by name or is linked', async () => {
    const [id] = await insertUsers({ userName: 'root', role: 'administrator' });
    await outcome(anEntry('ada'));
    await host.sql(`update identity_user set role = 'administrator' where user_name = 'ada'`);
    const { run, problems } = await outcome(anEntry('root', { title: 'Boss' }), anEntry('ada'));
    expect(problems[0]).toEqual({
      dn: 'uid=root,dc=example',
      code: 'USER_PROTECTED',
      params: { user: 'root', userId: id },
    });
    expect(problems[1]).toMatchObject({ dn: 'uid=ada,dc=example', code: 'USER_PROTECTED' });
    expect(run.counts).toMatchObject({ read: 2, problems: 2 });
  });

  it('recognizes a user by the stable id when name, DN and mail address have changed', async () => {
    await outcome(anEntry('ada', { email: 'ada@old.example' }));
    const moved = anEntry(
      'ada',
      { userName: 'lovelace', email: 'ada@new.example' },
      { dn: 'cn=Ada,ou=new,dc=example' },
    );
    const { changes } = await outcome(moved);
    expect(changes).toMatchObject([
      {
        kind: 'update',
        matchedBy: 'link',
        before: { userName: 'ada', email: 'ada@old.example', dn: 'uid=ada,dc=example' },
        after: { userName: 'lovelace', email: 'ada@new.example', dn: 'cn=Ada,ou=new,dc=example' },
      },
    ]);
    expect(await host.sql('select user_name from identity_user')).toEqual([{ user_name: 'lovelace' }]);
  });

  it('reports the user and the entry that hold a name when it is taken', async () => {
    await outcome(anEntry('ada'));
    const [user] = await host.sql<{ id: string }>('select id::text from identity_user');
    const { problems } = await outcome(anEntry('recreated', { userName: 'Ada' }));
    expect(problems).toEqual([
      {
        dn: 'uid=recreated,dc=example',
        code: 'NAME_TAKEN',
        params: {
          field: 'userName',
          user: 'ada',
          userId: user?.id,
          other: 'uid=ada,dc=example',
          lastSeen: expect.stringMatching(/^\d{4}-/),
        },
      },
    ]);
  });

  it('assigns a name that another user releases in the same run', async () => {
    await outcome(anEntry('ada'));
    const { run } = await outcome(anEntry('ada', { userName: 'lovelace' }), anEntry('new', { userName: 'ada' }));
    expect(run.counts).toMatchObject({ updated: 1, created: 1, problems: 0 });
  });

  it('does not assign a name when the change of its holder is blocked', async () => {
    await outcome(anEntry('ada'), anEntry('grace'));
    const { run, problems } = await outcome(
      anEntry('ada', { userName: 'grace' }),
      anEntry('grace'),
      anEntry('new', { userName: 'ada' }),
    );
    expect(problems).toMatchObject([
      {
        dn: 'uid=ada,dc=example',
        code: 'NAME_TWICE_IN_DIRECTORY',
        params: { field: 'userName', other: 'uid=grace,dc=example' },
      },
      { dn: 'uid=new,dc=example', code: 'NAME_TAKEN', params: { field: 'userName', user: 'ada' } },
    ]);
    expect(run.counts).toMatchObject({ unchanged: 2, problems: 1, incomplete: 1 });
  });

  it('reports every entry of a chain of names that ends at a name that is not released', async () => {
    await insertUsers({ userName: 'end' });
    await host.sql(
      `insert into directory_link values ('main', 'not-read', (select id::text from identity_user), 'cn=end', now())`,
    );
    await outcome(anEntry('b'), anEntry('a'));
    const { run, problems } = await outcome(
      anEntry('new', { userName: 'a' }),
      anEntry('a', { userName: 'b' }),
      anEntry('b', { userName: 'end' }),
    );
    expect(problems.map(({ code, params }) => [code, params['user']])).toEqual([
      ['NAME_TAKEN', 'a'],
      ['NAME_TAKEN', 'b'],
      ['NAME_TAKEN', 'end'],
    ]);
    expect(run.counts).toMatchObject({ read: 3, unchanged: 2, problems: 1, incomplete: 2 });
  });

  it('does not block entries for facts that the decision table does not name', async () => {
    const decisionTable = SYNCHRONIZE_ACTIVE.decisionTable.filter(({ when }) => when !== 'nameTaken');
    await insertUsers({ userName: 'held', email: 'held@example.org' });
    await outcome(
      anEntry('ada', { email: 'ada@example.org' }),
      anEntry('grace', { email: 'grace@example.org' }),
      anEntry('joan', { email: 'joan@example.org' }),
    );
    const entries = [
      anEntry('ada', { userName: 'held', email: 'ada@new.example' }),
      anEntry('grace', { userName: 'joan', email: 'grace@new.example' }),
      anEntry('joan', { userName: 'hopper', email: 'held@example.org' }),
      anEntry('one', { email: 'ada@example.org' }),
      anEntry('two', { email: 'grace@example.org' }),
    ];
    const { counts, id } = await synchronize(host, entries, { decisionTable, mode: 'plan' });
    expect(counts).toMatchObject({ read: 5, updated: 3, created: 2, problems: 0, incomplete: 1 });
    expect((await host.history.problems(id)).items).toMatchObject([
      { dn: 'uid=joan,dc=example', code: 'UNIQUE_VALUE_TAKEN', isPartial: true },
    ]);
  });

  it('reports both entries when two new entries have the same name', async () => {
    const { problems } = await outcome(anEntry('one', { userName: 'ada' }), anEntry('two', { userName: 'ADA' }));
    expect(problems.map(({ code, params }) => [code, params['other']])).toEqual([
      ['NAME_TWICE_IN_DIRECTORY', 'uid=two,dc=example'],
      ['NAME_TWICE_IN_DIRECTORY', 'uid=one,dc=example'],
    ]);
  });

  it('reports both entries when two have the same mail address and it must be unique', async () => {
    const { run, problems } = await outcome(
      anEntry('ada', { email: 'office@example.org' }),
      anEntry('grace', { email: 'office@example.org' }),
      anEntry('joan', { email: 'joan@example.org' }),
    );
    expect(problems.map(({ code, params }) => [code, params['field'], params['user']])).toEqual([
      ['UNIQUE_VALUE_TAKEN', 'email', 'uid=grace,dc=example'],
      ['UNIQUE_VALUE_TAKEN', 'email', 'uid=ada,dc=example'],
    ]);
    expect(run.counts).toMatchObject({ read: 3, created: 3, problems: 0, incomplete: 2 });
    expect(await host.sql('select email from identity_user where email is not null')).toHaveLength(1);
  });

  it('sets the source of a linked user', async () => {
    await outcome(anEntry('ada'));
    await host.sql('update identity_user set source = null');
    const { changes } = await outcome(anEntry('ada'));
    expect(changes).toMatchObject([{ kind: 'update', before: { source: null }, after: { source: 'LDAP' } }]);
  });

  it('matches a name that contains a quote', async () => {
    await insertUsers({ userName: "o'brien" });
    const { changes } = await outcome(anEntry('x', { userName: "O'Brien" }));
    expect(changes).toMatchObject([{ kind: 'update', matchedBy: 'userName' }]);
  });
});
