import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DirectoryUser } from '../../../src/mapping/directory-user.js';
import {
  applyAll,
  KINDS,
  openTestHost,
  openRun,
  anEntry,
  plan,
  synchronize,
  type TestHost,
} from './support/test-host.js';
import { identityUsersWithSeat } from './support/users.js';

const TABLES = 'identity_user, directory_link, batch_run, batch_change, batch_chunk, batch_problem';

describe.each(KINDS)('a value that is not free, on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());
  beforeEach(() => host.sql(`truncate ${TABLES}`));

  const users = () =>
    host.sql('select user_name as name, email, title, state::text from identity_user order by user_name');
  const mail = (name: string) => `${name}@example.org`;
  const person = (id: string, fields: DirectoryUser['fields'] = {}) => anEntry(id, { email: mail(id), ...fields });

  async function outcome(...entries: DirectoryUser[]) {
    const { id, counts } = await synchronize(host, entries);
    const { items } = await host.history.problems(id);
    return {
      counts,
      problems: items.map(({ code, params, isPartial, value }) => ({ code, params, isPartial, value })),
    };
  }

  it('costs an existing user only its field, and the rest is written', async () => {
    await outcome(person('ada'), person('eve'));
    const { counts, problems } = await outcome(person('ada', { email: mail('eve'), title: 'Chief' }), person('eve'));

    expect(counts).toMatchObject({ read: 2, updated: 1, unchanged: 1, problems: 0, incomplete: 1 });
    expect(problems).toMatchObject([
      {
        code: 'UNIQUE_VALUE_TAKEN',
        params: { field: 'email', user: 'uid=eve,dc=example', other: 'uid=eve,dc=example' },
        isPartial: true,
        value: mail('eve'),
      },
    ]);
    expect(await users()).toMatchObject([{ name: 'ada', email: mail('ada'), title: 'Chief' }, { name: 'eve' }]);
  });

  it('costs nobody anything else when nothing else changes', async () => {
    await outcome(person('ada'), person('eve'));
    for (let run = 0; run < 2; run++) {
      const { counts } = await outcome(person('ada', { userName: 'EVE' }), person('eve'));
      expect(counts).toMatchObject({ read: 2, unchanged: 2, problems: 0, incomplete: 1 });
    }
    expect(await users()).toMatchObject([{ name: 'ada' }, { name: 'eve' }]);
  });

  it('does not keep a user inactive whose name is taken', async () => {
    await outcome(person('ada'), person('eve'));
    await host.sql(`update identity_user set state = 'inactive' where user_name = 'ada'`);
    const { counts } = await outcome(person('ada', { userName: 'eve' }), person('eve'));
    expect(counts).toMatchObject({ activated: 1, unchanged: 1, incomplete: 1 });
    expect(await users()).toMatchObject([{ name: 'ada', state: 'active' }, { name: 'eve' }]);
  });

  it('stays with the user who has it, whichever entry is read first', async () => {
    await outcome(person('ada'), person('eve', { title: 'Boss' }));
    const both = [person('ada', { email: mail('eve'), title: 'Chief' }), person('eve', { title: 'Head' })];
    for (const entries of [both, both.toReversed()]) {
      const { problems } = await outcome(...entries);
      expect(problems).toMatchObject([{ code: 'UNIQUE_VALUE_TAKEN', params: { other: 'uid=eve,dc=example' } }]);
      expect(await users()).toMatchObject([
        { email: mail('ada'), title: 'Chief' },
        { email: mail('eve'), title: 'Head' },
      ]);
    }
  });

  it('goes to neither of two who claim it and have it not, and each is named to the other', async () => {
    await outcome(person('ada'), person('eve'));
    const { counts, problems } = await outcome(person('ada', { email: 'x@y.z' }), person('eve', { email: 'x@y.z' }));
    expect(counts).toMatchObject({ unchanged: 2, incomplete: 2, problems: 0 });
    expect(problems.map(({ params }) => params['other'])).toEqual(['uid=eve,dc=example', 'uid=ada,dc=example']);
  });

  it('leaves who waits for it waiting with this field alone', async () => {
    await outcome(person('a'), person('b'), person('c'));
    const { counts, problems } = await outcome(
      person('a', { userName: 'b', title: '1' }),
      person('b', { userName: 'c', title: '2' }),
      person('c', { title: '3' }),
    );
    expect(counts).toMatchObject({ updated: 3, problems: 0, incomplete: 2 });
    expect(problems.map(({ code }) => code)).toEqual(['NAME_TAKEN', 'NAME_TWICE_IN_DIRECTORY']);
    expect(await users()).toMatchObject([
      { name: 'a', title: '1' },
      { name: 'b', title: '2' },
      { name: 'c', title: '3' },
    ]);
  });

  it('gives up other values although one is kept', async () => {
    await outcome(person('ada', { principalName: 'p' }), person('eve'));
    const { counts } = await outcome(
      person('ada', { principalName: 'q', email: mail('eve') }),
      person('eve', { principalName: 'p' }),
    );
    expect(counts).toMatchObject({ updated: 2, incomplete: 1 });
  });

  it('creates a new user without it, but nobody without a name of his own', async () => {
    await outcome(person('ada', { principalName: 'p' }));
    const { counts, problems } = await outcome(
      person('ada', { principalName: 'p' }),
      person('eve', { email: mail('ada') }),
      person('joan', { principalName: 'p' }),
    );
    expect(counts).toMatchObject({ read: 3, created: 1, unchanged: 1, problems: 1, incomplete: 1 });
    expect(problems).toMatchObject([
      { code: 'UNIQUE_VALUE_TAKEN', isPartial: true },
      { code: 'NAME_TWICE_IN_DIRECTORY', isPartial: false },
    ]);
    expect(await users()).toMatchObject([{ name: 'ada' }, { name: 'eve', email: null }]);
  });

  it('creates nobody without a field that the mapping requires', async () => {
    await outcome(person('ada'));
    const run = await openRun(host);
    await plan(host, run, [person('ada'), person('eve', { email: mail('ada') })], {
      mapping: [{ field: 'email', required: true }],
    });
    await applyAll(host, run);
    expect((await host.runs.complete(run)).counts).toMatchObject({ created: 0, problems: 1, incomplete: 0 });
  });
});

describe.each(KINDS)('a value that must be unique together with the state, on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind, { users: identityUsersWithSeat });
  });
  afterAll(() => host.close());

  it('costs the whole entry, because a run always writes the state', async () => {
    await synchronize(host, [anEntry('ada', { title: 'Head' }), anEntry('eve', { title: 'Chief' })]);
    await host.sql(`update identity_user set state = 'inactive', title = 'Head' where user_name = 'eve'`);
    const { id, counts } = await synchronize(host, [
      anEntry('ada', { title: 'Head' }),
      anEntry('eve', { title: 'Head', firstName: 'Eve' }),
    ]);
    expect(counts).toMatchObject({ unchanged: 1, problems: 1, incomplete: 0 });
    expect((await host.history.problems(id)).items).toMatchObject([{ code: 'UNIQUE_VALUE_TAKEN', isPartial: false }]);
  });
});
