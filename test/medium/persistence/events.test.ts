import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SyncEvent } from '../../../src/contract/sync-events.js';
import { bumpGenerations } from '../../../src/persistence/events/notify.js';
import { SqlSyncEvents } from '../../../src/persistence/events/sql-sync-events.js';
import { anEntry, KINDS, openRun, openTestHost, synchronize, type TestHost } from './support/test-host.js';

describe.each(KINDS)('events on %s', (kind) => {
  let host: TestHost;
  let events: SqlSyncEvents;
  let received: SyncEvent[];
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());
  beforeEach(async () => {
    events = new SqlSyncEvents(host.persistence.database, host.persistence.tables);
    received = [];
    events.subscribe((event) => received.push(event));
    await events.start();
  });
  afterEach(async () => {
    await events.stop();
  });

  const names = () => received.map((event) => ('cache' in event ? event.cache : event.status));
  const receives = (name: string) => vi.waitFor(() => expect(names()).toContain(name), { timeout: 10_000 });

  it('report a run and the caches that it invalidated', async () => {
    await synchronize(host, [anEntry('ada')]);
    await receives('succeeded');
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
      expect(received).toContainEqual(expect.objectContaining({ cache: 'users', generation: generations.users })),
    );
  });

  it('are received after a failed start was repeated', async () => {
    const { database, tables } = host.persistence;
    const late = new SqlSyncEvents(database, tables);
    vi.spyOn(database, 'listen').mockRejectedValueOnce(new Error('unreachable'));
    await expect(late.start()).rejects.toThrow('unreachable');
    await late.start();
    const caches: unknown[] = [];
    late.subscribe((event) => caches.push('cache' in event && event.cache));
    await late.invalidate(['runs']);
    await vi.waitFor(() => expect(caches).toContain('runs'), { timeout: 10_000 });
    await late.stop();
  });

  it('are not sent for a transaction that was rolled back', async () => {
    const { database, tables } = host.persistence;
    const before = await events.generations();
    await expect(
      database.transaction(async (transaction) => {
        await bumpGenerations(transaction, tables, ['users']);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await events.invalidate(['runs']);
    await receives('runs');
    expect(names()).not.toContain('users');
    expect((await events.generations()).users).toBe(before.users);
  });

  it('report progress without invalidating a cache', async () => {
    const run = await openRun(host);
    await receives('reading');
    const before = await events.generations();
    received.length = 0;
    await host.runs.report(run, { read: 1, applied: 0, total: null });
    await receives('reading');
    expect(await events.generations()).toEqual(before);
    await host.runs.abort(run, { status: 'failed', code: 'UNEXPECTED', params: {} });
  });

  it('reach every listener despite a failing listener and foreign payloads on the channel', async () => {
    events.subscribe(() => {
      throw new Error('this listener fails');
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
    await receives('users');
    expect(late).toHaveLength(1);
  });
});

it('catches up on PostgreSQL with generations that were bumped while the connection was lost', async () => {
  const host = await openTestHost('PostgreSQL');
  const events = new SqlSyncEvents(host.persistence.database, host.persistence.tables);
  const received: SyncEvent[] = [];
  events.subscribe((event) => received.push(event));
  await events.start();
  const receives = (generation: number) =>
    vi.waitFor(() => expect(received).toContainEqual(expect.objectContaining({ cache: 'users', generation })), {
      timeout: 10_000,
    });

  await host.sql(
    `select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen "ldap%' and datname = current_database()`,
  );
  await host.sql(`insert into cache_generation (cache, generation) values ('users', 41)`);
  await receives(41);
  await events.invalidate(['users']);
  await receives(42);

  await events.stop();
  await host.close();
});
