import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anEntry, KINDS, openTestHost, synchronize, type TestHost } from './support/test-host.js';

describe.each(KINDS)('a run on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());

  it('creates, updates and activates users, and leaves the others unchanged', async () => {
    const ada = anEntry('ada', { firstName: 'Ada', email: 'ada@example.org' });
    const grace = anEntry('grace', { firstName: 'Grace\t\\N', lastName: 'Hopper\n' });
    expect(await synchronize(host, [ada, grace])).toMatchObject({
      status: 'succeeded',
      counts: { read: 2, created: 2, updated: 0, activated: 0, unchanged: 0, problems: 0 },
    });
    expect(await synchronize(host, [ada, grace])).toMatchObject({
      counts: { read: 2, created: 0, updated: 0, activated: 0, unchanged: 2, problems: 0 },
    });
    await host.sql(`update identity_user set state = 'locked' where user_name = 'grace'`);
    const third = await synchronize(host, [anEntry('ada', { firstName: 'Ada', email: 'a@example.org' }), grace]);
    expect(third).toMatchObject({ counts: { read: 2, updated: 1, activated: 1 } });
    const { items } = await host.history.changes(third.id);
    expect(items).toMatchObject([
      {
        kind: 'update',
        state: 'applied',
        matchedBy: 'link',
        before: { email: 'ada@example.org' },
        after: { email: 'a@example.org' },
      },
      { kind: 'activate', before: { state: 'locked' }, after: { state: 'active' } },
    ]);
    expect(
      await host.sql(
        'select user_name, first_name, last_name, email, state::text, source, version from identity_user order by user_name',
      ),
    ).toEqual([
      {
        user_name: 'ada',
        first_name: 'Ada',
        last_name: null,
        email: 'a@example.org',
        state: 'active',
        source: 'LDAP',
        version: 2,
      },
      {
        user_name: 'grace',
        first_name: 'Grace\t\\N',
        last_name: 'Hopper\n',
        email: null,
        state: 'active',
        source: 'LDAP',
        version: 2,
      },
    ]);
  });
});
