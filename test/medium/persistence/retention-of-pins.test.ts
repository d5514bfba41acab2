import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { SqlRunRetention } from '../../../src/persistence/retention/sql-run-retention.js';
import { anEntry, KINDS, openTestHost, synchronize, type TestHost } from './support/test-host.js';
import { usersOf } from './support/users-of.js';

const LIMITS = { days: 400, runs: 1_000, planHours: 24, versionsInUse: [] };

describe.each(KINDS)('the retention of pins on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());

  const idOf = async (name: string) =>
    (await host.sql<{ id: string }>('select id::text from identity_user where user_name = $1::text', [name]))[0]?.id ??
    '';

  it('deletes those that expired or whose user does not exist, and keeps the others and the history', async () => {
    const { database, tables, users: table } = host.persistence;
    const users = usersOf(host.persistence);
    await synchronize(host, [anEntry('ada'), anEntry('bob')]);
    const ada = await idOf('ada');
    const pins = { email: { expiresAt: null }, title: { expiresAt: null } };
    for (const id of [ada, await idOf('bob')]) {
      await users.change(id, { fields: {}, pins, reason: 'asked by phone', changedBy: 'olga' });
    }
    await host.sql(`update ${tables.pin} set expires_at = now() - interval '1 second' where field = 'title'`);
    await host.sql(`delete from identity_user where user_name = 'bob'`);

    const retention = new SqlRunRetention(database, tables, table);
    for await (const step of retention.deleteExpired(LIMITS)) {
      expect(step).toEqual({ runs: 0, changes: 0, problems: 0, links: 0 });
    }
    expect(await host.sql(`select user_id, field from ${tables.pin}`)).toEqual([{ user_id: ada, field: 'email' }]);
    expect(await host.sql(`select 1 from ${tables.manualChange}`)).toHaveLength(2);
  });

  it('takes small steps', async () => {
    const { database, tables, users } = host.persistence;
    await host.sql(
      `insert into field_pin (user_id, field, reason) select n::text, 'email', 'asked by phone' from generate_series(1, 1200) n`,
    );
    let steps = 0;
    for await (const _ of new SqlRunRetention(database, tables, users).deleteExpired(LIMITS)) steps++;
    expect(steps).toBe(3);
  });
});
