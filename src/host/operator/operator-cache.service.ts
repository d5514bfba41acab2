import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import {
  CACHE_INVALIDATED,
  CACHE_NAMES,
  SyncEvents,
  type CacheGenerations,
  type CacheName,
  type SyncEvent,
} from '../../index.js';

const MAX_ENTRIES = 500;

interface Cached {
  readonly caches: readonly CacheName[];
  readonly value: Promise<unknown>;
  /** When the entry expires, in milliseconds since 1970. */
  until: number;
}

/** The current state of a cache. */
export interface CacheState {
  readonly cache: CacheName;
  readonly generation: number;
  readonly entries: number;
  /** When the oldest entry was cached. */
  readonly cachedAt: Date | null;
}

/**
 * Caches the data of the Operator pages until an event of the add-on invalidates it. Entries do not expire without an
 * event unless they have an expiry time.
 */
@Injectable()
export class OperatorCache implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly entries = new Map<string, Cached>();
  private readonly generations = new Map<CacheName, number>();
  private readonly cachedSince = new Map<CacheName, Date>();
  private unsubscribe: () => void = () => {};

  constructor(private readonly events: SyncEvents) {}

  async onApplicationBootstrap(): Promise<void> {
    this.unsubscribe = this.events.subscribe((event) => this.handle(event));
    await this.catchUp();
  }

  onModuleDestroy(): void {
    this.unsubscribe();
  }

  /**
   * Returns the cached value, or loads it. A value is not cached if an event invalidates it while it is loading.
   *
   * @param caches the caches whose events invalidate the value.
   * @param until the time at which the value expires.
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
    this.store(key, entry);
    entry.value.then(
      (value) => (entry.until = until?.(value as T)?.getTime() ?? Infinity),
      () => this.remove(key, entry),
    );
    return entry.value as Promise<T>;
  }

  /** Compares the generations with the database, in case an event was missed. */
  async catchUp(): Promise<void> {
    const generations: CacheGenerations = await this.events.generations();
    for (const cache of CACHE_NAMES) this.updateGeneration(cache, generations[cache]);
  }

  state(): readonly CacheState[] {
    return CACHE_NAMES.map((cache) => ({
      cache,
      generation: this.generations.get(cache) ?? 0,
      entries: [...this.entries.values()].filter((entry) => entry.caches.includes(cache)).length,
      cachedAt: this.cachedSince.get(cache) ?? null,
    }));
  }

  private handle(event: SyncEvent): void {
    if (event.event === CACHE_INVALIDATED) this.updateGeneration(event.cache, event.generation);
    // The status of a run changes before the run ends and increases the generation.
    else this.invalidate('runs');
  }

  private updateGeneration(cache: CacheName, generation: number): void {
    // Events may arrive twice or late. An older generation is ignored.
    if (generation <= (this.generations.get(cache) ?? -1)) return;
    this.generations.set(cache, generation);
    this.invalidate(cache);
  }

  private invalidate(cache: CacheName): void {
    for (const [key, entry] of this.entries) if (entry.caches.includes(cache)) this.entries.delete(key);
    this.cachedSince.delete(cache);
  }

  private store(key: string, entry: Cached): void {
    this.entries.delete(key);
    this.entries.set(key, entry);
    for (const cache of entry.caches) if (!this.cachedSince.has(cache)) this.cachedSince.set(cache, new Date());
    if (this.entries.size <= MAX_ENTRIES) return;
    const [oldest] = this.entries.keys();
    if (oldest !== undefined) this.entries.delete(oldest);
  }

  private remove(key: string, entry: Cached): void {
    if (this.entries.get(key) === entry) this.entries.delete(key);
  }
}
