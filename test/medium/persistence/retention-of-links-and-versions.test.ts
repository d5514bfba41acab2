import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { RetentionLimits } from '../../../src/engine/ports/run-retention.js';
import { SqlRunRetention } from '../../../src/persistence/retention/sql-run-retention.js';
import { empty } from './support/host-state.js';
import { anEntry, KINDS, openTestHost, synchronize, type TestHost } from './support/test-host.js';

describe.each(KINDS)('the retention on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  beforeEach(async () => {
    await empty(host);
    await host.sql('truncate admin_setting, admin_setting_version');
  });
  afterAll(() => host.close());

  async function expire(versionsInUse: RetentionLimits['versionsInUse'] = []): Promise<number> {
    const { database, tables, users } = host.persistence;
    const retention = new SqlRunRetention(database, tables, users);
    let links = 0;
    for await (const step of retention.deleteExpired({ days: 400, runs: 1_000, planHours: 24, versionsInUse })) {
      expect(step.links).toBeLessThanOrEqual(500);
      links += step.links;
    }
    return links;
  }
  const linked = async () =>
    (await host.sql<{ id: string }>('select stable_id as id from directory_link order by 1')).map(({ id }) => id);

  it('deletes links of deleted users whose entries have not been seen for that long, and no others', async () => {
    const names = ['deleted-and-gone', 'deleted-and-just-gone', 'deleted-and-seen', 'gone'];
    await synchronize(
      host,
      names.map((name) => anEntry(name)),
    );
    const notSeen = (name: string, days: number) =>
      host.sql(`update directory_link set not_seen_since = now() - interval '${days} days' where stable_id = $1`, [
        name,
      ]);
    await notSeen('deleted-and-gone', 401);
    await notSeen('deleted-and-just-gone', 399);
    await notSeen('gone', 401);
    await host.sql(`delete from identity_user where user_name like 'deleted%'`);

    expect(await expire()).toBe(1);
    expect(await linked()).toEqual(['deleted-and-just-gone', 'deleted-and-seen', 'gone']);
  });

  it('deletes the run that saw such a user last, too', async () => {
    await synchronize(host, [anEntry('ada'), anEntry('grace')]);
    const last = await synchronize(host, [anEntry('ada'), anEntry('grace')]);
    await synchronize(host, [anEntry('ada')]);
    await host.sql(`update batch_run set ended_at = ended_at - interval '500 days'`);
    await host.sql(
      `update directory_link set not_seen_since = now() - interval '500 days', last_seen_run_id = $1::text::uuid
       where stable_id = 'grace'`,
      [last.id],
    );
    const isKept = async () => (await host.sql('select 1 from batch_run where id::text = $1', [last.id])).length;
    await expire();
    expect(await isKept()).toBe(1);
    await host.sql(`delete from identity_user where user_name = 'grace'`);
    await expire();
    expect(await isKept()).toBe(0);
  });

  it('takes small steps through links', async () => {
    await host.sql(
      `insert into directory_link (data_pool, stable_id, user_id, dn, not_seen_since)
       select 'default', n::text, gen_random_uuid(), n::text, now() - interval '500 days' from generate_series(1, 1200) n`,
    );
    expect(await expire()).toBe(1_200);
  });

  describe('of versions of settings', () => {
    /** Version n was saved so many days ago; the last one is in force. */
    async function saved(key: string, days: readonly number[]): Promise<void> {
      for (const [index, each] of days.entries()) {
        const table = index === days.length - 1 ? 'admin_setting' : 'admin_setting_version';
        await host.sql(
          `insert into ${table} (key, version, value, changed_at) values ($1, $2::int, '{}', now() - make_interval(days => $3::int))`,
          [key, index + 1, each],
        );
      }
    }
    const kept = async (key: string) =>
      (
        await host.sql<{ version: number }>('select version from admin_setting_version where key = $1 order by 1', [
          key,
        ])
      ).map(({ version }) => version);

    it('deletes those that were replaced long ago, never the newest one', async () => {
      await saved('a', [900, 800, 700, 300, 1]);
      await saved('old', [900, 800, 700]);
      await expire();
      // The third was replaced 300 days ago.
      expect(await kept('a')).toEqual([3, 4]);
      expect(await kept('old')).toEqual([2]);
    });

    it('keeps those that are in use, and later ones', async () => {
      await saved('a', [900, 800, 700, 600, 500]);
      await saved('b', [900, 800, 700, 600]);
      await expire([
        { key: 'a', version: 2 },
        { key: 'a', version: 3 },
        { key: 'b', version: 9 },
      ]);
      expect(await kept('a')).toEqual([2, 3, 4]);
      expect(await kept('b')).toEqual([3]);
    });

    it('keeps the number of a setting that was removed', async () => {
      await host.sql(
        `insert into admin_setting_version (key, version, value, changed_at) values ('a', 7, 'null', now() - interval '900 days')`,
      );
      await expire();
      expect(await kept('a')).toEqual([7]);
    });
  });
});
