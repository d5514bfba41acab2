import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '../../services/postgres.js';
import { KINDS, openPostgres, openTestHost, type TestHost } from './support/test-host.js';
import { openPersistence } from './support/open-persistence.js';
import { identityUsers } from './support/users.js';

const MIGRATIONS = [
  { name: '0001-tables' },
  { name: '0002-jobs-and-counts' },
  { name: '0003-journal-written-once' },
  { name: '0004-approval' },
  { name: '0005-guards' },
  { name: '0006-cancel' },
  { name: '0007-revert' },
  { name: '0008-setting-versions' },
  { name: '0009-not-seen' },
  { name: '0010-retention' },
  { name: '0011-approval-policy' },
  { name: '0012-manual-changes' },
  { name: '0013-notifications' },
  { name: '0014-unsaved-settings' },
  { name: '0015-one-person' },
  { name: '0016-pins' },
  { name: '0017-guard-figures' },
  { name: '0018-order' },
  { name: '0019-values-of-problems' },
  { name: '0020-order-of-deferred-changes' },
  { name: '0021-retention-of-manual-changes' },
  { name: '0022-problem-groups-omitted' },
  { name: '0023-data-pool-version' },
  { name: '0024-conflicts' },
  { name: '0025-links-of-nobody' },
];

describe.each(KINDS)('the tables of the add-on on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());

  it('match the entities after the migrations, so that the schema tool finds no differences', async () => {
    expect(await host.orm.schema.getUpdateSchemaSQL({ wrap: false })).toBe('');
  });

  it('are not changed when the migrations run again', async () => {
    await openPersistence(host.orm, { users: identityUsers as never });
    expect(await host.sql('select name from ldap_addon_migration')).toEqual(MIGRATIONS);
  });
});

describe('several processes that start at the same time', () => {
  it('execute the migrations once', async () => {
    const database = await createDatabase();
    const orms = await Promise.all(Array.from({ length: 4 }, () => openPostgres(database.url, identityUsers as never)));
    const opened = await Promise.all(orms.map((orm) => openPersistence(orm, { users: identityUsers as never })));
    const [first] = opened;

    expect(await first?.database.query('select name from ldap_addon_migration')).toEqual(MIGRATIONS);
    await Promise.all(orms.map((orm) => orm.close(true)));
    await database.drop();
  });
});

describe('a failed migration', () => {
  it('is reported with its reason and rolled back completely', async () => {
    const host = await openTestHost('PostgreSQL', { migrate: false });
    await host.sql('create table batch_run (mine int)');

    await expect(openPersistence(host.orm, { users: identityUsers as never })).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      params: { reason: expect.stringContaining('batch_run') },
    });
    expect(await host.sql(`select to_regclass('admin_setting')::text as table`)).toEqual([{ table: null }]);
    await host.close();
  });
});
