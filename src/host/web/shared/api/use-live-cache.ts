import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

interface Invalidated {
  readonly cache: string;
}

/** What else is drawn from a cached thing. */
const SEEN_IN: Readonly<Record<string, readonly string[]>> = {
  runs: ['batch-synchronizations'],
  'batch-synchronizations': ['add-ons'],
};

/** Reads anew what the host says is stale, so that pages follow without a click. */
export function useLiveCache(signedIn: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!signedIn) return undefined;
    const events = new EventSource('/api/cache/events');
    let wasAway = false;

    const refresh = (cache: string) => {
      for (const key of [cache, 'cache', ...(SEEN_IN[cache] ?? [])])
        void queries.invalidateQueries({ queryKey: [key] });
    };
    events.addEventListener('cache-invalidated', (event: MessageEvent<string>) =>
      refresh((JSON.parse(event.data) as Invalidated).cache),
    );
    // A run that begins or moves on raises no generation before it ends.
    events.addEventListener('run-progressed', () => refresh('runs'));
    events.addEventListener('error', () => (wasAway = true));
    // What happened while the line was down was told to nobody.
    events.addEventListener('open', () => {
      if (wasAway) void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
      wasAway = false;
    });
    return () => events.close();
  }, [queries, signedIn]);
}
