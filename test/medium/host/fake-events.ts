import { CACHE_INVALIDATED, CACHE_NAMES, type CacheName, type SyncEvent, SyncEvents } from '../../../src/index.js';

export class FakeEvents extends SyncEvents {
  private readonly listeners = new Set<(event: SyncEvent) => void>();
  readonly numbers: Record<CacheName, number> = { users: 1, runs: 1, 'batch-synchronizations': 1 };

  subscribe(listener: (event: SyncEvent) => void) {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  generations = async () => ({ ...this.numbers });

  async invalidate(caches: readonly CacheName[] = CACHE_NAMES) {
    for (const cache of caches) {
      this.numbers[cache] += 1;
      this.tell({ event: CACHE_INVALIDATED, cache, generation: this.numbers[cache] });
    }
  }

  tell(event: SyncEvent) {
    for (const listener of this.listeners) listener(event);
  }
}
