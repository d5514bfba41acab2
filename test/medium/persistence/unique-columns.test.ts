import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { conflictPage, decide } from './support/deciding.js';
import { empty } from './support/host-state.js';
import { planRevert } from './support/reverting.js';
import { anEntry, KINDS, openTestHost, synchronize, type TestHost } from './support/test-host.js';
import { identityUsersWithSeat } from './support/users.js';

describe.each(KINDS)('a unique constraint over several columns, on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind, { users: identityUsersWithSeat });
  });
  afterAll(() => host.close());

  it('over the state is respected by the plan of a revert: a created user would collide with one who is not active', async () => {
    await host.sql(
      `insert into identity_user (user_name, title, state, version, created_at, updated_at)
       values ('grace', 'Admiral', 'inactive', 1, now(), now())`,
    );
    const targets = ['userName', 'title'] as const;
    const entries = [anEntry('ada', { title: 'Admiral' }), anEntry('alan', { title: 'Engineer' })];
    const created = await synchronize(host, entries, { targets });

    const { run, changes, problems } = await planRevert(host, created.id);
    expect(run.counts).toMatchObject({ read: 2, updated: 1, problems: 1 });
    expect(problems).toMatchObject([{ code: 'UNIQUE_VALUE_TAKEN', params: { user: 'grace' } }]);
    expect(changes).toMatchObject([{ stableId: 'alan', after: { state: 'inactive' } }]);
  });

  it('over fields that nobody gives up is no choice to release them', async () => {
    await empty(host);
    const targets = ['userName', 'title', 'firstName', 'lastName'] as const;
    const [title, name] = [{ title: 'Admiral' }, { firstName: 'Grace', lastName: 'Hopper' }];
    await synchronize(host, [anEntry('ada', title), anEntry('grace', name)], { targets });
    const entries = [anEntry('alan', title), anEntry('hopper', name)];
    await synchronize(host, entries, { targets });
    const { items } = await conflictPage(host);
    expect(items).toMatchObject([
      { field: 'state, title', choices: ['relink', 'release'] },
      { field: 'firstName, lastName', params: { keeps: 'severalFields' } },
    ]);
    expect(items[1]?.choices).not.toContain('release');
    const { counts } = await decide(host, { choice: 'release', code: 'UNIQUE_VALUE_TAKEN' }, entries, { targets });
    expect(counts).toMatchObject({ released: 1 });
  });

  it('is no choice to link an entry that is linked itself, until its user is deleted', async () => {
    await empty(host);
    const targets = ['userName', 'title'] as const;
    await synchronize(host, [anEntry('ada', { title: 'Admiral' }), anEntry('alan')], { targets });
    const entries = [anEntry('alan', { title: 'Admiral' })];
    await synchronize(host, entries, { targets });
    expect((await conflictPage(host)).items).toMatchObject([{ code: 'UNIQUE_VALUE_TAKEN', choices: ['release'] }]);

    await host.sql(`delete from identity_user where user_name = 'alan'`);
    await synchronize(host, entries, { targets });
    const { items } = await conflictPage(host);
    expect(items).toMatchObject([{ code: 'UNIQUE_VALUE_TAKEN', choices: ['relink', 'release'] }]);
    const stableIds = items.flatMap(({ stableId }) => stableId ?? []);
    const { counts } = await decide(host, { choice: 'release', stableIds }, entries, { targets });
    expect(counts).toMatchObject({ created: 1, released: 1, problems: 0 });
  });
});
