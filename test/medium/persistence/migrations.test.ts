import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPersistence } from '../../../src/persistence/persistence.js';
import { createDatabase } from '../../services/postgres.js';
import { KINDS, openPostgres, openTestHost, type TestHost } from './support/test-host.js';
import { identityUsers } from './support/users.js';

const MIGRATIONS = [{ name: '0001-tables' }, { name: '0002-jobs-and-counts' }];

describe.each(KINDS)('the tables of the add-on on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());

  it('are after the migrations what the entities say, with nothing left for the schema tool', async () => {
    expect(await host.orm.schema.getUpdateSchemaSQL({ wrap: false })).toBe('');
  });

  it('stay as they are when they are brought up to date again', async () => {
    await openPersistence(host.orm, { users: identityUsers as never });
    expect(await host.sql('select name from ldap_addon_migration')).toEqual(MIGRATIONS);
  });
});

describe('several processes that start at once', () => {
  it('bring the tables up to date once', async () => {
    const database = await createDatabase();
    const orms = await Promise.all(Array.from({ length: 4 }, () => openPostgres(database.url, identityUsers as never)));
    const opened = await Promise.all(orms.map((orm) => openPersistence(orm, { users: identityUsers as never })));
    const [first] = opened;

    expect(await first?.database.query('select name from ldap_addon_migration')).toEqual(MIGRATIONS);
    await Promise.all(orms.map((orm) => orm.close(true)));
    await database.drop();
  });
});

describe('tables that cannot be made', () => {
  it('are named in the refusal, and nothing is left half done', async () => {
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
