import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from './client.js';

export interface CacheStatus {
  readonly cache: string;
  readonly generation: number;
  readonly entries: number;
  readonly cachedAt: string | null;
}

const KEY = ['cache'];

export const cacheQuery = queryOptions({
  queryKey: KEY,
  queryFn: ({ signal }) => call<readonly CacheStatus[]>('GET', '/api/cache', undefined, signal),
});

export function useClearCache() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => call<void>('POST', '/api/cache/clear'),
    onSuccess: () => queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' }),
  });
}
