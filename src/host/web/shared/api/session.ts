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

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({ queryKey: KEY, queryFn: readSession, staleTime: Infinity, retry: false });

const ENDED = [...KEY, 'ended'];

/** Whether the host ended the session, by itself: who had signed in did not sign out. */
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

/** Forgets the session only once the host has: a failure leaves whoever was signed in signed in. */
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
    const isOver = error instanceof ApiError && error.status === 401;
    if (!isOver) throw error;
  }
}

/** The host no longer knows the session. */
export function endedByHost(queries: QueryClient): void {
  forgetSession(queries);
  queries.setQueryData(ENDED, true);
}

/** What was read for one person is never shown to the next. */
function forgetSession(queries: QueryClient): void {
  rememberCsrfToken(undefined);
  queries.setQueryData(KEY, null);
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== KEY[0] });
}
