import { queryOptions, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.js';
import { call, rememberCsrfToken } from './client.js';

export type Role = 'administrator' | 'operator';

export interface Session {
  readonly user: string;
  readonly role: Role;
  readonly csrfToken: string;
}

const KEY = ['session'];

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({ queryKey: KEY, queryFn: readSession, staleTime: Infinity, retry: false });

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

/** What was read for one person is never shown to the next. */
export function forgetSession(queries: QueryClient): void {
  rememberCsrfToken(undefined);
  queries.setQueryData(KEY, null);
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== KEY[0] });
}
