import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

interface CacheInvalidatedEvent {
  readonly cache: string;
}

/** Queries that also depend on a cache of the host. */
const DEPENDENT_QUERIES: Readonly<Record<string, readonly string[]>> = {
  runs: ['batch-synchronizations'],
  'batch-synchronizations': ['add-ons'],
};

/**
 * Refetches what the host reports as stale, so that pages update without a reload.
 *
 * @param session identifies the session; undefined without one. Each session needs a connection of its own.
 */
export function useCacheInvalidation(session: string | undefined): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!session) return undefined;
    const events = new EventSource('/api/cache/events');
    let wasDisconnected = false;

    const refresh = (cache: string) => {
      for (const key of [cache, 'cache', ...(DEPENDENT_QUERIES[cache] ?? [])])
        void queries.invalidateQueries({ queryKey: [key] });
    };
    events.addEventListener('cache-invalidated', (event: MessageEvent<string>) =>
      refresh((JSON.parse(event.data) as CacheInvalidatedEvent).cache),
    );
    // A run raises the generation of its cache only when it ends.
    events.addEventListener('run-progressed', () => refresh('runs'));
    events.addEventListener('error', () => (wasDisconnected = true));
    // Events sent while the connection was down are lost.
    events.addEventListener('open', () => {
      if (wasDisconnected) void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
      wasDisconnected = false;
    });
    return () => events.close();
  }, [queries, session]);
}
