import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { SqlRunRetention } from '../../../src/persistence/retention/sql-run-retention.js';
import { stepsOf } from './support/steps-of.js';
import { anEntry, openTestHost, synchronize, type TestHost } from './support/test-host.js';

describe('the retention of several processes on PostgreSQL', () => {
  let host: TestHost;
  beforeEach(async () => {
    host = await openTestHost('PostgreSQL');
    for (const title of ['a', 'b', 'c', 'd']) await synchronize(host, [anEntry('ada', { title })]);
  });
  afterEach(() => host.close());

  const limits = { days: 400, runs: 1, planHours: 24, versionsInUse: [] };
  const retention = () => {
    const { database, tables, users } = host.persistence;
    return new SqlRunRetention(database, tables, users);
  };

  it('is done by one of them at a time', async () => {
    const first = retention().deleteExpired(limits)[Symbol.asyncIterator]();
    expect((await first.next()).done).toBe(false);
    expect(await stepsOf(retention().deleteExpired(limits))).toEqual([]);
    await first.return?.(undefined);
    expect(await stepsOf(retention().deleteExpired(limits))).not.toEqual([]);
  });

  it('does not wait for a run that another session has locked', async () => {
    const [oldest] = await host.sql<{ id: string }>('select id::text from batch_run order by queued_at limit 1');
    await host.persistence.database.transaction(async (transaction) => {
      await transaction.query('select 1 from batch_run where id = $1::text::uuid for update', [oldest?.id ?? '']);
      await stepsOf(retention().deleteExpired(limits));
    });
    expect(await host.sql('select id::text from batch_run where condensed_at is null')).toContainEqual(oldest);
  });
});
