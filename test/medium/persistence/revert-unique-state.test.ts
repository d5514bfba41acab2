import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { planRevert } from './support/reverting.js';
import { anEntry, KINDS, openTestHost, synchronize, type TestHost } from './support/test-host.js';
import { identityUsersWithSeat } from './support/users.js';

describe.each(KINDS)('a revert with a unique constraint over the state, on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind, { users: identityUsersWithSeat });
  });
  afterAll(() => host.close());

  it('finds in its plan that a created user would collide with one who is not active', async () => {
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
});
