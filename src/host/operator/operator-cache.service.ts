import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import {
  CACHE_INVALIDATED,
  CACHE_NAMES,
  SyncEvents,
  type CacheGenerations,
  type CacheName,
  type SyncEvent,
} from '../../index.js';

const MOST_ENTRIES = 500;

interface Cached {
  readonly caches: readonly CacheName[];
  readonly value: Promise<unknown>;
  /** Stale by itself from then on, in milliseconds since 1970. */
  until: number;
}

/** What a cache holds at the moment. */
export interface CacheState {
  readonly cache: CacheName;
  readonly generation: number;
  readonly entries: number;
  /** When the first of its entries was cached. */
  readonly cachedAt: Date | null;
}

/**
 * What Operator shows, kept until an event of the add-on says that it is stale. Nothing grows old by itself: without
 * the event the old is shown.
 */
@Injectable()
export class OperatorCache implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly entries = new Map<string, Cached>();
  private readonly generations = new Map<CacheName, number>();
  private readonly since = new Map<CacheName, Date>();
  private unsubscribe: () => void = () => {};

  constructor(private readonly events: SyncEvents) {}

  async onApplicationBootstrap(): Promise<void> {
    this.unsubscribe = this.events.subscribe((event) => this.hear(event));
    await this.catchUp();
  }

  onModuleDestroy(): void {
    this.unsubscribe();
  }

  /**
   * The cached value, or what `load` finds. A load that an event overtakes is answered, but not kept.
   *
   * @param caches whose events make it stale.
   * @param until when it grows stale without one.
   */
  get<T>(
    caches: readonly CacheName[],
    key: string,
    load: () => Promise<T>,
    until?: (value: T) => Date | null,
  ): Promise<T> {
    const held = this.entries.get(key);
    if (held && held.until > Date.now()) return held.value as Promise<T>;

    const entry: Cached = { caches, value: load(), until: Infinity };
    this.keep(key, entry);
    entry.value.then(
      (value) => (entry.until = until?.(value as T)?.getTime() ?? Infinity),
      () => this.drop(key, entry),
    );
    return entry.value as Promise<T>;
  }

  /** Compares with the database, for whoever may have missed an event. */
  async catchUp(): Promise<void> {
    const generations: CacheGenerations = await this.events.generations();
    for (const cache of CACHE_NAMES) this.arrive(cache, generations[cache]);
  }

  state(): readonly CacheState[] {
    return CACHE_NAMES.map((cache) => ({
      cache,
      generation: this.generations.get(cache) ?? 0,
      entries: [...this.entries.values()].filter((entry) => entry.caches.includes(cache)).length,
      cachedAt: this.since.get(cache) ?? null,
    }));
  }

  private hear(event: SyncEvent): void {
    if (event.event === CACHE_INVALIDATED) this.arrive(event.cache, event.generation);
    // A run that moves changes what lists say of it, and raises no generation until it ends.
    else this.empty('runs');
  }

  private arrive(cache: CacheName, generation: number): void {
    // Events may come twice, or late: an older number says nothing new.
    if (generation <= (this.generations.get(cache) ?? -1)) return;
    this.generations.set(cache, generation);
    this.empty(cache);
  }

  private empty(cache: CacheName): void {
    for (const [key, entry] of this.entries) if (entry.caches.includes(cache)) this.entries.delete(key);
    this.since.delete(cache);
  }

  private keep(key: string, entry: Cached): void {
    this.entries.delete(key);
    this.entries.set(key, entry);
    for (const cache of entry.caches) if (!this.since.has(cache)) this.since.set(cache, new Date());
    if (this.entries.size <= MOST_ENTRIES) return;
    const [oldest] = this.entries.keys();
    if (oldest !== undefined) this.entries.delete(oldest);
  }

  private drop(key: string, entry: Cached): void {
    if (this.entries.get(key) === entry) this.entries.delete(key);
  }
}
