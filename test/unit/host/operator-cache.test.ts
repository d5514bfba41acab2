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
  tell: (event: SyncEvent) => void = () => {};
  subscribe(listener: (event: SyncEvent) => void) {
    this.tell = listener;
    return () => void (this.tell = () => {});
  }
  generations = async () => this.numbers;
  invalidate = async () => {};

  raise(cache: CacheName, generation = this.numbers[cache] + 1) {
    this.numbers = { ...this.numbers, [cache]: generation };
    this.tell({ event: CACHE_INVALIDATED, cache, generation });
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

describe("the operators' cache", () => {
  it('shows the old until an event says that it is stale', async () => {
    expect(await users()).toBe('old');
    stored = 'new';
    expect(await users()).toBe('old');
    events.raise('users');
    expect(await users()).toBe('new');
  });

  it('keeps what an event does not speak of', async () => {
    await users();
    stored = 'new';
    events.raise('runs');
    expect(await users()).toBe('old');
  });

  it('takes an event that comes twice or late for nothing new', async () => {
    events.raise('users', 7);
    await users();
    stored = 'new';
    events.raise('users', 7);
    events.raise('users', 6);
    expect(await users()).toBe('old');
  });

  it('does not keep what was read while an event came', async () => {
    let arrive = (_value: string) => {};
    const early = cache.get(['users'], 'page 1', () => new Promise<string>((resolve) => (arrive = resolve)));
    events.raise('users');
    arrive('read before the change');
    expect(await early).toBe('read before the change');
    stored = 'new';
    expect(await users()).toBe('new');
  });

  it('asks once for what many want at the same time', async () => {
    const load = vi.fn<() => Promise<string>>(async () => 'rows');
    await Promise.all([1, 2, 3].map(() => cache.get(['users'], 'page 1', load)));
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('keeps no failure', async () => {
    await expect(cache.get(['users'], 'page 1', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await users()).toBe('old');
  });

  it('catches up by number with what it was not told', async () => {
    await users();
    stored = 'new';
    events.numbers = { ...events.numbers, users: 9 };
    expect(await users()).toBe('old');
    await cache.catchUp();
    expect(await users()).toBe('new');
  });

  it('shows a run as it moves', async () => {
    const runs = () => cache.get(['runs'], 'runs', async () => stored);
    await runs();
    stored = 'new';
    events.tell({ event: RUN_PROGRESSED, runId: 'x', status: 'reading' });
    expect(await runs()).toBe('new');
  });

  it('lets go of an entry at its time', async () => {
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

  it('does not grow without end', async () => {
    for (let page = 0; page < 2_000; page += 1) await users(`page ${page}`);
    expect(cache.state().find((each) => each.cache === 'users')?.entries).toBe(500);
  });

  it('tells what it holds, at which generation', async () => {
    await users();
    expect(cache.state()).toEqual([
      { cache: 'users', generation: 1, entries: 1, cachedAt: expect.any(Date) },
      { cache: 'runs', generation: 1, entries: 0, cachedAt: null },
      { cache: 'batch-synchronizations', generation: 1, entries: 0, cachedAt: null },
    ]);
  });

  it('hears nothing more after its end', async () => {
    cache.onModuleDestroy();
    await users();
    stored = 'new';
    events.raise('users');
    expect(await users()).toBe('old');
  });
});
