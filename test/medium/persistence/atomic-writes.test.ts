import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { SqlSettingsStore } from '../../../src/persistence/settings/sql-settings-store.js';
import { anEntry, applyAll, JOB, KINDS, openRun, openTestHost, plan, type TestHost } from './support/test-host.js';
import { APPLIED_CHANGES } from '../../services/applied-changes.js';

const NOTHING = { users: 0, links: 0, journal: 0 };

describe.each(KINDS)('writes that belong together on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  beforeEach(async () => {
    // Simulates a full disk. No row causes the error, so the chunk is not bisected and no problem is recorded.
    await host.sql(`create function refuse() returns trigger language plpgsql as $$
      begin raise exception 'no' using errcode = '53100'; end $$`);
  });
  afterEach(async () => {
    await host.sql('drop function refuse cascade');
    await host.sql(
      'truncate identity_user, directory_link, batch_run, batch_change, batch_chunk, batch_problem, admin_setting',
    );
  });
  afterAll(() => host.close());

  const refuse = (table: string, condition = 'true') =>
    host.sql(`create trigger refuse before insert or update on ${table}
      for each row when (${condition}) execute function refuse()`);
  const written = async () =>
    (
      await host.sql(`select (select count(*)::int from identity_user) as users,
        (select count(*)::int from directory_link) as links,
        (select count(*)::int from ${APPLIED_CHANGES}) as journal`)
    )[0];

  it.each([
    ['its link', 'directory_link', 'true'],
    ['its place in the journal', 'batch_run', 'new.applied_through > 0'],
    ['the time of its chunk', 'batch_chunk', 'true'],
    ['the cache generation', 'cache_generation', `new.cache = 'users'`],
  ])('do not include a user without %s', async (_, table, condition) => {
    const run = await openRun(host);
    await plan(host, run, [anEntry('ada'), anEntry('grace')]);
    await refuse(table, condition);

    await expect(applyAll(host, run)).rejects.toMatchObject({ code: '53100' });

    expect(await written()).toEqual(NOTHING);
    await host.runs.abort(run, { status: 'failed', code: 'UNEXPECTED', params: {} });
  });

  it('do not end a run without the cache generation', async () => {
    const run = await openRun(host);
    await plan(host, run, [anEntry('ada')]);
    await applyAll(host, run);
    await refuse('cache_generation', `new.cache = 'runs'`);

    await expect(host.runs.complete(run)).rejects.toMatchObject({ code: '53100' });

    expect(await host.history.newest(JOB.name)).toMatchObject({ status: 'applying', endedAt: null });
    await host.sql('drop trigger refuse on cache_generation');
    await host.runs.abort(run, { status: 'failed', code: 'UNEXPECTED', params: {} });
  });

  it('do not save a setting without the cache generation', async () => {
    const { orm, database, tables } = host.persistence;
    const store = new SqlSettingsStore(orm, database, tables);
    await refuse('cache_generation');
    const invalidates = ['batch-synchronizations'];

    await expect(
      store.write({ key: 'a', value: 1, expectedVersion: 0, changedBy: null, invalidates }),
    ).rejects.toMatchObject({ code: '53100' });

    expect(await store.read('a')).toBeUndefined();
  });
});
