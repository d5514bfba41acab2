import {
  CACHE_INVALIDATED,
  type CacheGenerations,
  type CacheName,
  type SyncEvent,
  SyncEvents,
} from '../../../src/contract/sync-events.js';

export class FakeSyncEvents extends SyncEvents {
  readonly invalidated: (readonly CacheName[])[] = [];
  private readonly listeners = new Set<(event: SyncEvent) => void>();

  get listenerCount(): number {
    return this.listeners.size;
  }

  subscribe(listener: (event: SyncEvent) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  emit(event: SyncEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  emitSettingsChanged(): void {
    this.emit({ event: CACHE_INVALIDATED, cache: 'batch-synchronizations', generation: 1 });
  }

  generations(): Promise<CacheGenerations> {
    return Promise.resolve({ users: 0, runs: 0, 'batch-synchronizations': 0 });
  }

  invalidate(caches: readonly CacheName[]): Promise<void> {
    this.invalidated.push(caches);
    return Promise.resolve();
  }
}
