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

  it('are read together, in the order in which they are asked for', async () => {
    const rows = await store.readAll(['data-pool.none', KEY]);
    expect(rows).toEqual([undefined, await store.read(KEY)]);
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

  it('keep each version that a save replaces, with its user and time', async () => {
    const key = 'kept';
    const write = (value: unknown, expectedVersion: number, changedBy: string) =>
      store.write({ ...save(value, expectedVersion), key, changedBy });
    const first = await write({ a: 1 }, 0, 'ada');
    const second = await write({ a: 2 }, 1, 'grace');
    const third = await write({ a: 3 }, 2, 'ada');

    expect(await store.versions(key, { limit: 9 })).toEqual([third, second, first]);
    expect(await store.versions(key, { limit: 1, before: 3 })).toEqual([second]);
    expect(await store.versions(key, { limit: 9, changedAt: first.changedAt })).toContainEqual(first);
    expect(await store.versions(key, { limit: 9, changedAt: new Date(0) })).toEqual([]);
    expect(await store.versions(key, { limit: 9, before: 1 })).toEqual([]);
    expect(await store.versions('unknown', { limit: 9 })).toEqual([]);
  });

  it('keep no version of a save that is refused', async () => {
    const before = await store.versions(KEY, { limit: 99 });
    await expect(store.write(save({}, 99))).rejects.toMatchObject({ code: 'SETTING_CHANGED' });
    expect(await store.versions(KEY, { limit: 99 })).toEqual(before);
  });

  it('keep a version as it was edited by hand, also with another number', async () => {
    const edit = (set: string) => host.sql(`update admin_setting set ${set} where "key" = 'edited'`);
    const write = (value: unknown, expectedVersion: number) =>
      store.write({ ...save(value, expectedVersion), key: 'edited' });
    const found = async () =>
      (await store.versions('edited', { limit: 9 })).map(({ version, value }) => ({ version, value }));
    await write({ a: 1 }, 0);
    await edit(`value = '{"a": "by hand"}'`);
    await write({ a: 2 }, 1);
    const one = { version: 1, value: { a: 'by hand' } };
    expect(await found()).toEqual([{ version: 2, value: { a: 2 } }, one]);

    await edit('version = 1');
    expect(await found()).toEqual([{ version: 1, value: { a: 2 } }]);
    await write({ a: 3 }, 1);
    expect(await found()).toEqual([
      { version: 2, value: { a: 3 } },
      { version: 1, value: { a: 2 } },
    ]);

    await host.sql(`delete from admin_setting where "key" = 'edited'`);
    expect(await write({ a: 4 }, 0)).toMatchObject({ version: 2 });
    expect((await found()).map(({ version }) => version)).toEqual([2, 1]);
  });

  it('are replaced with their earlier versions, all or none', async () => {
    const key = 'kept';
    const values = async () => (await store.versions(key, { limit: 9 })).map(({ value }) => value);
    const before = await values();
    const refused = store.replaceAll(
      () => new Map([[key, { a: 'new' }]]),
      () => {
        throw new Error('No.');
      },
    );
    await expect(refused).rejects.toThrow('No.');
    expect(await values()).toEqual(before);

    await store.replaceAll(
      () => new Map([[key, { a: 'new' }]]),
      ({ key: of, version }) => (of === key && version === 1 ? { a: 'first' } : undefined),
    );
    expect(await values()).toEqual([{ a: 'new' }, { a: 2 }, { a: 'first' }]);
  });

  it('are read as they were edited in the database', async () => {
    for (const value of ['"text"', '[1]', '7', 'null']) {
      await host.sql('update admin_setting set value = $1::text::jsonb', [value]);
      expect((await store.read(KEY))?.value).toEqual(JSON.parse(value));
    }
  });
});
