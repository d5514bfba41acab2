import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

interface Invalidated {
  readonly cache: string;
}

/** Reads anew what the host says is stale, so that pages follow without a click. */
export function useLiveCache(signedIn: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!signedIn) return undefined;
    const events = new EventSource('/api/cache/events');
    let wasAway = false;

    const refresh = (cache: string) => {
      void queries.invalidateQueries({ queryKey: [cache] });
      void queries.invalidateQueries({ queryKey: ['cache'] });
      if (cache === 'batch-synchronizations') void queries.invalidateQueries({ queryKey: ['add-ons'] });
    };
    events.addEventListener('cache-invalidated', (event: MessageEvent<string>) =>
      refresh((JSON.parse(event.data) as Invalidated).cache),
    );
    events.addEventListener('error', () => (wasAway = true));
    // What happened while the line was down was told to nobody.
    events.addEventListener('open', () => {
      if (wasAway) void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
      wasAway = false;
    });
    return () => events.close();
  }, [queries, signedIn]);
}
