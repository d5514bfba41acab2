import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from './client.js';
import { JOBS_KEY } from './jobs.js';
import type { ProcessManifest, Jsonify } from './api-types.js';

export interface AddOn {
  readonly manifest: Jsonify<ProcessManifest>;
  readonly enabled: boolean;
}

const KEY = ['add-ons'];

export const addOnsQuery = queryOptions({
  queryKey: KEY,
  queryFn: ({ signal }) => call<readonly AddOn[]>('GET', '/api/add-ons', undefined, signal),
});

export function useEnableAddOn(symbolicName: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (enabled: boolean) =>
      call<AddOn>('PUT', `/api/add-ons/${encodeURIComponent(symbolicName)}`, { enabled }),
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: KEY });
      await queries.invalidateQueries({ queryKey: JOBS_KEY });
    },
  });
}
