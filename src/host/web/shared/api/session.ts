import { queryOptions, skipToken, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.js';
import { call, rememberCsrfToken } from './client.js';

export type AccountRole = 'administrator' | 'operator';

export interface Session {
  readonly user: string;
  readonly role: AccountRole;
  readonly csrfToken: string;
}

const KEY = ['session'];

/** The session of the signed-in user; null without a session. */
export const sessionQuery = queryOptions({ queryKey: KEY, queryFn: readSession, staleTime: Infinity, retry: false });

const ENDED = [...KEY, 'ended'];

/** Whether the host ended the session without a sign-out. */
export const sessionEndedQuery = queryOptions({ queryKey: ENDED, queryFn: skipToken, initialData: false });

async function readSession(): Promise<Session | null> {
  try {
    const session = await call<Session>('GET', '/api/session');
    rememberCsrfToken(session.csrfToken);
    return session;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (credentials: Credentials) => call<Session>('POST', '/api/session', credentials),
    onSuccess: (session) => {
      rememberCsrfToken(session.csrfToken);
      queries.setQueryData(KEY, session);
      queries.setQueryData(ENDED, false);
    },
  });
}

/** Forgets the session only after the host has ended it. If the request fails, the user stays signed in. */
export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: endSession,
    onSuccess: () => forgetSession(queries),
  });
}

async function endSession(): Promise<void> {
  try {
    await call<void>('DELETE', '/api/session');
  } catch (error) {
    const hasEnded = error instanceof ApiError && error.status === 401;
    if (!hasEnded) throw error;
  }
}

/** Call this when the host rejects the session. */
export function markSessionEnded(queries: QueryClient): void {
  forgetSession(queries);
  queries.setQueryData(ENDED, true);
}

/** Removes all cached data, so that the next user never sees it. */
function forgetSession(queries: QueryClient): void {
  rememberCsrfToken(undefined);
  queries.setQueryData(KEY, null);
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== KEY[0] });
}
