import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SqlSettingsStore } from '../../../src/persistence/settings/sql-settings-store.js';
import { SqlSyncEvents } from '../../../src/persistence/events/sql-sync-events.js';
import { KINDS, openTestHost, type TestHost } from './support/test-host.js';

const KEY = 'batch-synchronization.LDAPAddonBatchSync';
const save = (value: unknown, expectedVersion: number) => ({
  key: KEY,
  value,
  expectedVersion,
  changedBy: 'ada',
  invalidates: ['batch-synchronizations'],
});

describe.each(KINDS)('settings on %s', (kind) => {
  let host: TestHost;
  let store: SqlSettingsStore;
  beforeAll(async () => {
    host = await openTestHost(kind);
    const { orm, database, tables } = host.persistence;
    store = new SqlSettingsStore(orm, database, tables);
  });
  afterAll(() => host.close());

  it('are stored with version, time and user name', async () => {
    expect(await store.read(KEY)).toBeUndefined();
    expect(await store.write(save({ a: 1 }, 0))).toMatchObject({
      key: KEY,
      value: { a: 1 },
      version: 1,
      changedBy: 'ada',
    });
    expect(await store.write(save({ a: [2, null, 'ä'] }, 1))).toMatchObject({
      value: { a: [2, null, 'ä'] },
      version: 2,
    });
  });

  it('refuse a save with an outdated version, without an event', async () => {
    const { database, tables } = host.persistence;
    const events = new SqlSyncEvents(database, tables);
    const before = await events.generations();
    await expect(store.write(save({}, 1))).rejects.toMatchObject({ code: 'SETTING_CHANGED' });
    await expect(store.write(save({}, 0))).rejects.toMatchObject({ code: 'SETTING_CHANGED' });
    expect(await events.generations()).toEqual(before);

    const both = await Promise.allSettled([store.write(save({ who: 1 }, 2)), store.write(save({ who: 2 }, 2))]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect((await events.generations())['batch-synchronizations']).toBe(before['batch-synchronizations'] + 1);
  });

  it('return the written value even if another save follows at once', async () => {
    const { database } = host.persistence;
    const version = (await store.read(KEY))?.version ?? 0;
    const transaction = database.transaction.bind(database);
    vi.spyOn(database, 'transaction').mockImplementationOnce(async (work) => {
      const done = await transaction(work);
      await store.write({ ...save({ who: 'grace' }, version + 1), changedBy: 'grace' });
      return done;
    });

    const written = await store.write(save({ who: 'ada' }, version));
    expect(written).toMatchObject({ key: KEY, value: { who: 'ada' }, version: version + 1, changedBy: 'ada' });
    const last = await store.read(KEY);
    expect(last).toMatchObject({ value: { who: 'grace' }, version: version + 2 });
    await expect(store.write(save({ who: 'ada again' }, written.version))).rejects.toMatchObject({
      code: 'SETTING_CHANGED',
    });
  });

  it('are returned identically by a write and a read', async () => {
    const version = (await store.read(KEY))?.version ?? 0;
    const written = await store.write({ ...save({ a: ['ä', null, 0.5] }, version), changedBy: null });
    expect(await store.read(KEY)).toEqual(written);
  });

  it('are read as they were edited in the database', async () => {
    for (const value of ['"text"', '[1]', '7', 'null']) {
      await host.sql('update admin_setting set value = $1::text::jsonb', [value]);
      expect((await store.read(KEY))?.value).toEqual(JSON.parse(value));
    }
  });
});
