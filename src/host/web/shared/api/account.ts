import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from './client.js';

export interface OwnSession {
  readonly id: string;
  readonly beganAt: string;
  readonly lastUsedAt: string;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly current: boolean;
}

const KEY = ['account', 'sessions'];

export const ownSessionsQuery = queryOptions({
  queryKey: KEY,
  queryFn: ({ signal }) => call<readonly OwnSession[]>('GET', '/api/session/list', undefined, signal),
  staleTime: 0,
});

/** Ends a session, or all others. */
export function useEndSession() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string | undefined) => call<void>('DELETE', `/api/session/list${id ? `/${id}` : ''}`),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

export interface PasswordChange {
  readonly currentPassword: string;
  readonly newPassword: string;
}

export function useChangePassword() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: PasswordChange) => call<void>('PUT', '/api/session/password', change),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}
