import type { RunStatus } from './runs.js';

/** What is cached somewhere, and has a generation number that rises in the transaction that changes it. */
export const CACHE_NAMES = ['users', 'runs', 'batch-synchronizations'] as const;
export type CacheName = (typeof CACHE_NAMES)[number];

/** Names of the events, as in the manifest. */
export const CACHE_INVALIDATED = 'ldap-addon-batch-sync.cache-invalidated';
export const RUN_PROGRESSED = 'ldap-addon-batch-sync.run-progressed';

/** What was cached under `cache` before `generation` is stale. Sent with the commit that it speaks of. */
export interface CacheInvalidated {
  readonly event: typeof CACHE_INVALIDATED;
  readonly cache: CacheName;
  readonly generation: number;
}

/** A run moved; ask for its numbers. */
export interface RunProgressed {
  readonly event: typeof RUN_PROGRESSED;
  readonly runId: string;
  readonly status: RunStatus;
}

export type SyncEvent = CacheInvalidated | RunProgressed;

export type CacheGenerations = Readonly<Record<CacheName, number>>;

/**
 * The events of every process on this database, its own included.
 *
 * Delivery is at most once: a consumer that was away compares `generations()` with what it last saw. After its
 * connection was lost and is back, the implementation does so itself and delivers a `CacheInvalidated` for each cache
 * that moved meanwhile.
 */
export abstract class SyncEvents {
  /** Returns the function that ends the subscription. */
  abstract subscribe(listener: (event: SyncEvent) => void): () => void;
  abstract generations(): Promise<CacheGenerations>;
  /** Raises generations on their own: the Clear cache button. */
  abstract invalidate(caches: readonly CacheName[]): Promise<void>;
}
