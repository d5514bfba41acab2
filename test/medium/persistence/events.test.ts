import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SyncEvent } from '../../../src/contract/sync-events.js';
import { bumpGenerations } from '../../../src/persistence/events/notify.js';
import { SqlSyncEvents } from '../../../src/persistence/events/sql-sync-events.js';
import { anEntry, KINDS, openRun, openTestHost, synchronize, type TestHost } from './support/test-host.js';

describe.each(KINDS)('events on %s', (kind) => {
  let host: TestHost;
  let events: SqlSyncEvents;
  let heard: SyncEvent[];
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());
  beforeEach(async () => {
    events = new SqlSyncEvents(host.persistence.database, host.persistence.tables);
    heard = [];
    events.subscribe((event) => heard.push(event));
    await events.start();
  });
  afterEach(async () => {
    await events.stop();
  });

  const names = () => heard.map((event) => ('cache' in event ? event.cache : event.status));
  const hears = (name: string) => vi.waitFor(() => expect(names()).toContain(name), { timeout: 10_000 });

  it('tell of a run and of what it made stale', async () => {
    await synchronize(host, [anEntry('ada')]);
    await hears('succeeded');
    expect(names().filter((name) => ['queued', 'reading', 'planned', 'applying', 'succeeded'].includes(name))).toEqual([
      'queued',
      'reading',
      'planned',
      'applying',
      'succeeded',
    ]);
    expect(new Set(names())).toContain('users');
    expect(new Set(names())).toContain('batch-synchronizations');
    const generations = await events.generations();
    await vi.waitFor(() =>
      expect(heard).toContainEqual(expect.objectContaining({ cache: 'users', generation: generations.users })),
    );
  });

  it('are listened to after a start that failed and one that did not', async () => {
    const { database, tables } = host.persistence;
    const late = new SqlSyncEvents(database, tables);
    vi.spyOn(database, 'listen').mockRejectedValueOnce(new Error('away'));
    await expect(late.start()).rejects.toThrow('away');
    await late.start();
    const caches: unknown[] = [];
    late.subscribe((event) => caches.push('cache' in event && event.cache));
    await late.invalidate(['runs']);
    await vi.waitFor(() => expect(caches).toContain('runs'), { timeout: 10_000 });
    await late.stop();
  });

  it('tell nothing of what was rolled back', async () => {
    const { database, tables } = host.persistence;
    const before = await events.generations();
    await expect(
      database.transaction(async (transaction) => {
        await bumpGenerations(transaction, tables, ['users']);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await events.invalidate(['runs']);
    await hears('runs');
    expect(names()).not.toContain('users');
    expect((await events.generations()).users).toBe(before.users);
  });

  it('tell of progress without making anything stale', async () => {
    const run = await openRun(host);
    await hears('reading');
    const before = await events.generations();
    heard.length = 0;
    await host.runs.report(run, { read: 1, applied: 0, total: null });
    await hears('reading');
    expect(await events.generations()).toEqual(before);
    await host.runs.abort(run, { status: 'failed', code: 'UNEXPECTED', params: {} });
  });

  it('reach every listener, whatever another one or a stranger on the channel does', async () => {
    events.subscribe(() => {
      throw new Error('mine alone');
    });
    const late: SyncEvent[] = [];
    const stop = events.subscribe((event) => late.push(event));
    await host.sql(
      `select pg_notify('ldap_addon_batch_sync', '{"event":"x"}')::text, pg_notify('ldap_addon_batch_sync', 'null')::text`,
    );
    await events.invalidate(['runs']);
    await vi.waitFor(() => expect(late).toHaveLength(1));
    stop();
    await events.invalidate(['users']);
    await hears('users');
    expect(late).toHaveLength(1);
  });
});

it('catch up on PostgreSQL with what was raised while the connection was away', async () => {
  const host = await openTestHost('PostgreSQL');
  const events = new SqlSyncEvents(host.persistence.database, host.persistence.tables);
  const heard: SyncEvent[] = [];
  events.subscribe((event) => heard.push(event));
  await events.start();
  const hears = (generation: number) =>
    vi.waitFor(() => expect(heard).toContainEqual(expect.objectContaining({ cache: 'users', generation })), {
      timeout: 10_000,
    });

  await host.sql(
    `select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen "ldap%' and datname = current_database()`,
  );
  await host.sql(`insert into cache_generation (cache, generation) values ('users', 41)`);
  await hears(41);
  await events.invalidate(['users']);
  await hears(42);

  await events.stop();
  await host.close();
});
