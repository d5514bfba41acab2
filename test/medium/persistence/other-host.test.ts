import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UserBinding } from '../../../src/contract/user-binding.js';
import { anEntry, KINDS, openTestHost, synchronize, type TestHost } from './support/test-host.js';
import { appPersons } from './support/users.js';

const targets = ['userName', 'email'] as const;
const person = (id: string, email: string | null) => anEntry(id, { email });

describe.each(KINDS)('a host with another table, other columns and an integer key, on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind, { users: appPersons as UserBinding });
  });
  afterAll(() => host.close());

  it('has its users created, matched, activated and left unchanged', async () => {
    await host.sql(`insert into crm.app_person ("login name", enabled) values ('GRACE', false)`);
    const everyone = [person('ada', 'ada@example.org'), person('grace', null), person('joan', 'joan@example.org')];
    const first = await synchronize(host, everyone, { targets });

    expect(first.counts).toMatchObject({ read: 3, created: 2, updated: 0, activated: 1, unchanged: 0, problems: 0 });
    expect(
      await host.sql(
        'select person_no as no, "login name" as login, "MailAddress" as mail, enabled, tenant from crm.app_person order by 1',
      ),
    ).toEqual([
      { no: 1, login: 'grace', mail: null, enabled: true, tenant: 'main' },
      { no: 2, login: 'ada', mail: 'ada@example.org', enabled: true, tenant: 'main' },
      { no: 3, login: 'joan', mail: 'joan@example.org', enabled: true, tenant: 'main' },
    ]);
    const { items } = await host.history.changes(first.id);
    expect(items[0]).toMatchObject({
      kind: 'activate',
      matchedBy: 'userName',
      userId: '1',
      before: { userName: 'GRACE', state: false, dn: null },
      after: { userName: 'grace', state: true, dn: 'uid=grace,dc=example' },
    });
    expect((await synchronize(host, everyone, { targets })).counts).toMatchObject({ unchanged: 3 });
  });

  it('has its unique constraints respected, including those over several columns', async () => {
    await host.sql(`insert into crm.app_person ("login name", "MailAddress", enabled, tenant) values
      ('elsewhere', 'free@example.org', true, 'other'), ('here', 'taken@example.org', true, 'main')`);
    const run = await synchronize(host, [person('ada', 'taken@example.org'), person('joan', 'free@example.org')], {
      targets,
    });

    expect(run.counts).toMatchObject({ read: 2, updated: 1, unchanged: 1, problems: 0, incomplete: 1 });
    expect((await host.history.problems(run.id)).items).toMatchObject([
      {
        dn: 'uid=ada,dc=example',
        code: 'UNIQUE_VALUE_TAKEN',
        params: { field: 'tenant, email', user: 'here', userId: '5' },
      },
    ]);
  });

  it('has the limits of its table reported', () => {
    const { limits } = host.persistence.users;
    expect(limits).toEqual({
      fields: new Set(['userName', 'email']),
      maxLength: { userName: 40 },
      notNull: new Set(['userName']),
      attributes: false,
    });
  });
});
