import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DirectoryUser } from '../../../src/mapping/directory-user.js';
import { anEntry, KINDS, openTestHost, synchronize, type TestHost } from './support/test-host.js';

describe.each(KINDS)('who an entry is, on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());
  beforeEach(async () => {
    await host.sql('truncate identity_user, directory_link, batch_run, batch_change, batch_problem');
  });

  /** Users as somebody made them by hand; returns their keys. */
  async function have(
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

  it('takes over the one user of the same name, whatever its case, and says how it was found', async () => {
    const [id] = await have({ userName: 'ADA', state: 'locked' });
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
    const [, byPrincipal] = await have({ userName: 'ada' }, { userName: 'other', principalName: 'ADA@corp' });
    const { changes } = await outcome(anEntry('lovelace', { principalName: 'ada@corp' }));
    expect(changes).toMatchObject([{ kind: 'update', userId: byPrincipal, matchedBy: 'principalName' }]);
  });

  it('writes the link alone of a user who is right already', async () => {
    await have({ userName: 'ada' });
    await host.sql(`update identity_user set source = 'LDAP'`);
    const { changes } = await outcome(anEntry('ada'));
    expect(changes).toMatchObject([{ kind: 'update', before: { dn: null }, after: { dn: 'uid=ada,dc=example' } }]);
    expect(await host.sql('select version from identity_user')).toEqual([{ version: 1 }]);
  });

  it('takes over nobody where several match', async () => {
    await have({ userName: 'ada' }, { userName: 'Ada' });
    const { problems } = await outcome(anEntry('ada'));
    expect(problems).toEqual([
      { dn: 'uid=ada,dc=example', code: 'CANDIDATES_AMBIGUOUS', params: { field: 'userName', count: 2 } },
    ]);
  });

  it('lets two entries that match one user both wait', async () => {
    const [id] = await have({ userName: 'ada', principalName: 'p' });
    const { problems } = await outcome(anEntry('one', { principalName: 'p' }), anEntry('ada'));
    const params = (other: string) => ({ user: 'ada', userId: id, other: `uid=${other},dc=example` });
    expect(problems).toEqual([
      { dn: 'uid=one,dc=example', code: 'CANDIDATE_CLAIMED_TWICE', params: params('ada') },
      { dn: 'uid=ada,dc=example', code: 'CANDIDATE_CLAIMED_TWICE', params: params('one') },
    ]);
  });

  it('never touches whom the host protects, neither to take over nor as linked', async () => {
    const [id] = await have({ userName: 'root', role: 'administrator' });
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

  it('knows somebody by the stable id through a new name, another place and a new mail', async () => {
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

  it('names who is in the way when a name belongs to the user of another entry', async () => {
    await outcome(anEntry('ada'));
    const [user] = await host.sql<{ id: string }>('select id::text from identity_user');
    const { problems } = await outcome(anEntry('recreated', { userName: 'Ada' }));
    expect(problems).toEqual([
      {
        dn: 'uid=recreated,dc=example',
        code: 'NAME_TAKEN',
        params: { field: 'userName', user: 'ada', userId: user?.id, other: 'uid=ada,dc=example' },
      },
    ]);
  });

  it('gives a name that is released in the same run to whoever asks for it', async () => {
    await outcome(anEntry('ada'));
    const { run } = await outcome(anEntry('ada', { userName: 'lovelace' }), anEntry('new', { userName: 'ada' }));
    expect(run.counts).toMatchObject({ updated: 1, created: 1, problems: 0 });
  });

  it('does not give away a name whose holder may not change after all', async () => {
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
    expect(run.counts).toMatchObject({ unchanged: 1, problems: 2 });
  });

  it('follows a chain of names to the one that is not given up', async () => {
    await have({ userName: 'end' });
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
    expect(run.counts).toMatchObject({ read: 3, problems: 3 });
  });

  it('makes a problem of both when two new entries have one name', async () => {
    const { problems } = await outcome(anEntry('one', { userName: 'ada' }), anEntry('two', { userName: 'ADA' }));
    expect(problems.map(({ code, params }) => [code, params['other']])).toEqual([
      ['NAME_TWICE_IN_DIRECTORY', 'uid=two,dc=example'],
      ['NAME_TWICE_IN_DIRECTORY', 'uid=one,dc=example'],
    ]);
  });

  it('makes a problem of both when two entries share a mail address that must be unique', async () => {
    const { run, problems } = await outcome(
      anEntry('ada', { email: 'office@example.org' }),
      anEntry('grace', { email: 'office@example.org' }),
      anEntry('joan', { email: 'joan@example.org' }),
    );
    expect(problems.map(({ code, params }) => [code, params['field'], params['user']])).toEqual([
      ['UNIQUE_VALUE_TAKEN', 'email', 'uid=grace,dc=example'],
      ['UNIQUE_VALUE_TAKEN', 'email', 'uid=ada,dc=example'],
    ]);
    expect(run.counts).toMatchObject({ read: 3, created: 1, problems: 2 });
  });

  it('doubts both of two entries with one stable id, and one whose twin mapping refused', async () => {
    const twin = (dn: string) => anEntry('ada', { userName: dn }, { dn });
    const { problems } = await outcome(twin('cn=1'), twin('cn=2'));
    expect(problems).toEqual([
      { dn: 'cn=1', code: 'STABLE_ID_TWICE', params: { other: 'cn=2' } },
      { dn: 'cn=2', code: 'STABLE_ID_TWICE', params: { other: 'cn=1' } },
    ]);
    const refused = { dn: 'cn=2', stableId: 'ada', code: 'VALUE_MISSING', params: { attribute: 'sn' } } as const;
    const run = await synchronize(host, [twin('cn=1')], { problems: [refused] });
    expect((await host.history.problems(run.id)).items.map(({ code }) => code)).toEqual([
      'STABLE_ID_TWICE',
      'VALUE_MISSING',
    ]);
  });

  it('leaves the links of another data pool alone, and their users to them', async () => {
    await outcome(anEntry('ada'));
    await host.sql(`update directory_link set data_pool = 'other'`);
    const { problems } = await outcome(anEntry('ada'));
    expect(problems).toMatchObject([{ code: 'NAME_TAKEN', params: { user: 'ada', other: 'uid=ada,dc=example' } }]);
  });

  it('makes the source say where a linked user comes from', async () => {
    await outcome(anEntry('ada'));
    await host.sql('update identity_user set source = null');
    const { changes } = await outcome(anEntry('ada'));
    expect(changes).toMatchObject([{ kind: 'update', before: { source: null }, after: { source: 'LDAP' } }]);
  });

  it('takes a quote in a name for what it is', async () => {
    await have({ userName: "o'brien" });
    const { changes } = await outcome(anEntry('x', { userName: "O'Brien" }));
    expect(changes).toMatchObject([{ kind: 'update', matchedBy: 'userName' }]);
  });
});
