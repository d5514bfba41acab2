import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { SqlPeopleLookup } from '../../../src/persistence/users/sql-people-lookup.js';
import { JOB, KINDS, openTestHost, POOL, type TestHost } from './support/test-host.js';
import { identityUsersWithTrash } from './support/users.js';

describe.each(KINDS)('the people whom settings may concern, on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind, { users: identityUsersWithTrash });
    await host.sql(`insert into identity_user (user_name, email, state, role, created_at, updated_at, deleted_at)
      select name, nullif(email, ''), 'active', role, now(), now(), case when is_hidden then now() end from (values
        ('ada', 'ada@example.org', 'user', false), ('grace', '', 'user', false), ('hidden', 'h@example.org', 'user', true),
        ('root', 'root@example.org', 'administrator', false), ('partner', 'p@example.org', 'user', false),
        ('guest', 'g@example.org', 'user', false), ('former', 'f@example.org', 'user', false), ('local', 'l@example.org', 'user', false)
      ) as v (name, email, role, is_hidden)`);
    await host.sql(`insert into directory_link (data_pool, stable_id, user_id, dn, job)
      select case user_name when 'partner' then 'partners' else '${POOL}' end, user_name, id::text, 'cn=' || user_name,
        case user_name when 'guest' then 'guests' when 'partner' then 'partners' when 'former' then null else '${JOB.name}' end
      from identity_user where user_name <> 'local'`);
    await host.sql(`insert into directory_link (data_pool, stable_id, user_id, dn)
      values ('${POOL}', 'deleted', '00000000-0000-4000-8000-000000000001', 'cn=deleted')`);
  });
  afterAll(() => host.close());

  it('are those of the job, not of a deleted one, without users who are deleted, hidden or protected', async () => {
    const { database, tables, users } = host.persistence;
    const people = new SqlPeopleLookup(database, tables, users);
    expect(await people.synchronized(JOB)).toBe(2);
    expect(await people.withValues(JOB, ['email', 'title'])).toEqual(
      new Map([
        ['email', 1],
        ['title', 0],
      ]),
    );
    expect(await people.synchronized({ ...JOB, name: 'partners', dataPool: 'partners' })).toBe(1);
  });
});
