import { defineEntity, p } from '@mikro-orm/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UserBinding } from '../../../src/contract/user-binding.js';
import type { MappingTarget } from '../../../src/mapping/mapping-rule.js';
import { anEntry, KINDS, openTestHost, synchronize, type TestHost } from './support/test-host.js';

const Member = defineEntity({
  name: 'Member',
  tableName: 'member',
  properties: {
    id: p.uuid().primary().defaultRaw('gen_random_uuid()'),
    login: p.string().length(60),
    principal: p.string().length(100).nullable(),
    state: p.string(),
  },
  uniques: [
    { name: 'member_login_unique', expression: 'create unique index member_login_unique on member (lower(login))' },
  ],
});

const users: UserBinding<{ login: string; principal: string | null; state: string }> = {
  entity: Member as never,
  fields: { userName: 'login', principalName: 'principal' },
  state: { property: 'state', active: 'active' },
};
const targets: readonly MappingTarget[] = ['userName', 'principalName'];

describe.each(KINDS)('names with a unique index over lower(name), on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind, { users: users as unknown as UserBinding });
    await host.sql('create unique index member_principal_unique on member (lower(principal))');
  });
  afterAll(() => host.close());

  it('are exchanged within one run and unchanged in the next', async () => {
    const ada = (userName: string) => anEntry('1', { userName, principalName: `${userName}@example.org` });
    const eve = (userName: string) => anEntry('2', { userName, principalName: `${userName}@example.org` });
    await synchronize(host, [ada('Ada'), eve('Eve')], { targets });
    const exchanged = [ada('eve'), eve('ADA')];

    expect((await synchronize(host, exchanged, { targets })).counts).toMatchObject({ updated: 2, problems: 0 });
    expect(
      await host.sql(`select l.stable_id as id, u.login, u.principal from member u
        join directory_link l on l.user_id = u.id::text order by 1`),
    ).toEqual([
      { id: '1', login: 'eve', principal: 'eve@example.org' },
      { id: '2', login: 'ADA', principal: 'ADA@example.org' },
    ]);
    expect((await synchronize(host, exchanged, { targets })).counts).toMatchObject({ unchanged: 2, problems: 0 });
  });
});
