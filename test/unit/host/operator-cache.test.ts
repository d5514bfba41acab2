import { beforeEach, describe, expect, it, vi } from 'vitest';

import { OperatorCache } from '../../../src/host/operator/operator-cache.service.js';
import {
  CACHE_INVALIDATED,
  type CacheGenerations,
  type CacheName,
  RUN_PROGRESSED,
  type SyncEvent,
  SyncEvents,
} from '../../../src/contract/sync-events.js';

class Events extends SyncEvents {
  numbers: CacheGenerations = { users: 1, runs: 1, 'batch-synchronizations': 1 };
  emit: (event: SyncEvent) => void = () => {};
  subscribe(listener: (event: SyncEvent) => void) {
    this.emit = listener;
    return () => void (this.emit = () => {});
  }
  generations = async () => this.numbers;
  invalidate = async () => {};

  raise(cache: CacheName, generation = this.numbers[cache] + 1) {
    this.numbers = { ...this.numbers, [cache]: generation };
    this.emit({ event: CACHE_INVALIDATED, cache, generation });
  }
}

let events: Events;
let cache: OperatorCache;
let stored: string;
const users = (key = 'page 1') => cache.get(['users'], key, async () => stored);

beforeEach(async () => {
  events = new Events();
  cache = new OperatorCache(events);
  await cache.onApplicationBootstrap();
  stored = 'old';
});

describe('the cache of the Operator pages', () => {
  it('returns the cached value until an event invalidates it', async () => {
    expect(await users()).toBe('old');
    stored = 'new';
    expect(await users()).toBe('old');
    events.raise('users');
    expect(await users()).toBe('new');
  });

  it('keeps values of other caches', async () => {
    await users();
    stored = 'new';
    events.raise('runs');
    expect(await users()).toBe('old');
  });

  it('ignores duplicate and late events', async () => {
    events.raise('users', 7);
    await users();
    stored = 'new';
    events.raise('users', 7);
    events.raise('users', 6);
    expect(await users()).toBe('old');
  });

  it('does not cache a value that an event invalidates while it is loading', async () => {
    let arrive = (_value: string) => {};
    const early = cache.get(['users'], 'page 1', () => new Promise<string>((resolve) => (arrive = resolve)));
    events.raise('users');
    arrive('read before the change');
    expect(await early).toBe('read before the change');
    stored = 'new';
    expect(await users()).toBe('new');
  });

  it('loads a value once for concurrent requests', async () => {
    const load = vi.fn<() => Promise<string>>(async () => 'rows');
    await Promise.all([1, 2, 3].map(() => cache.get(['users'], 'page 1', load)));
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('does not cache failures', async () => {
    await expect(cache.get(['users'], 'page 1', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await users()).toBe('old');
  });

  it('catches up on missed events by generation', async () => {
    await users();
    stored = 'new';
    events.numbers = { ...events.numbers, users: 9 };
    expect(await users()).toBe('old');
    await cache.catchUp();
    expect(await users()).toBe('new');
  });

  it('invalidates runs with their progress', async () => {
    const runs = () => cache.get(['runs'], 'runs', async () => stored);
    await runs();
    stored = 'new';
    events.emit({ event: RUN_PROGRESSED, runId: 'x', status: 'reading' });
    expect(await runs()).toBe('new');
  });

  it('removes an entry at its expiry time', async () => {
    const jobs = () =>
      cache.get(
        ['runs'],
        'jobs',
        async () => stored,
        () => new Date(Date.now() - 1),
      );
    await jobs();
    stored = 'new';
    expect(await jobs()).toBe('new');
  });

  it('limits the number of entries', async () => {
    for (let page = 0; page < 2_000; page += 1) await users(`page ${page}`);
    expect(cache.state().find((each) => each.cache === 'users')?.entries).toBe(500);
  });

  it('reports its entries and generations', async () => {
    await users();
    expect(cache.state()).toEqual([
      { cache: 'users', generation: 1, entries: 1, cachedAt: expect.any(Date) },
      { cache: 'runs', generation: 1, entries: 0, cachedAt: null },
      { cache: 'batch-synchronizations', generation: 1, entries: 0, cachedAt: null },
    ]);
  });

  it('receives no events after its destruction', async () => {
    cache.onModuleDestroy();
    await users();
    stored = 'new';
    events.raise('users');
    expect(await users()).toBe('old');
  });
});
