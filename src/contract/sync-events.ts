import type { RunStatus } from './run.js';

/** The caches. Each has a generation number that is incremented in the transaction that changes the cached data. */
export const CACHE_NAMES = ['users', 'runs', 'batch-synchronizations'] as const;
export type CacheName = (typeof CACHE_NAMES)[number];

/** Event names, as declared in the manifest. */
export const CACHE_INVALIDATED = 'ldap-addon-batch-sync.cache-invalidated';
export const RUN_PROGRESSED = 'ldap-addon-batch-sync.run-progressed';

/** Data cached before `generation` is stale. Sent when the transaction commits. */
export interface CacheInvalidated {
  readonly event: typeof CACHE_INVALIDATED;
  readonly cache: CacheName;
  readonly generation: number;
}

/** A run has made progress, which `BatchSyncRuns.progress()` returns. */
export interface RunProgressed {
  readonly event: typeof RUN_PROGRESSED;
  readonly runId: string;
  readonly status: RunStatus;
}

export type SyncEvent = CacheInvalidated | RunProgressed;

export type CacheGenerations = Readonly<Record<CacheName, number>>;

/**
 * The events of all processes on this database, including this one.
 *
 * Delivery is at most once. After a reconnect, the implementation compares the generations and delivers a
 * `CacheInvalidated` for each cache that has changed. A consumer that was not subscribed compares `generations()`
 * itself.
 */
export abstract class SyncEvents {
  /** Returns a function that ends the subscription. */
  abstract subscribe(listener: (event: SyncEvent) => void): () => void;
  abstract generations(): Promise<CacheGenerations>;
  /** Increments generations without a change of data: the Clear cache button. */
  abstract invalidate(caches: readonly CacheName[]): Promise<void>;
}
