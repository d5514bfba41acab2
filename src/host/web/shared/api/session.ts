import { queryOptions, skipToken, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.js';
import { forgetDismissedPlans } from '../dismissed-plans.js';
import { removeDrafts } from '../drafts.js';
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

/** Whether the host has ended the session without a sign-out. The pages stay as they are until a user signs in again. */
export const sessionEndedQuery = queryOptions({ queryKey: ENDED, queryFn: skipToken, initialData: false });

/** The calls that wait for a sign-in. */
let waiting: ((isSameUser: boolean) => void)[] = [];

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

export function useSignIn(onSignedIn?: (session: Session) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (credentials: Credentials) => call<Session>('POST', '/api/session', credentials),
    // Called even if the sign-in is no longer shown by then.
    onSuccess: (session) => {
      adoptSession(queries, session);
      onSignedIn?.(session);
    },
  });
}

/** Call this when the host rejects the session. Resolves to whether the same user is signed in again. */
export async function resumeSession(queries: QueryClient, code: string): Promise<boolean> {
  const before = queries.getQueryData<Session | null>(KEY);
  if (!before) return false;
  if (code === 'CSRF_TOKEN_WRONG') {
    const session = await readSession();
    if (session) return adoptSession(queries, session);
  }
  queries.setQueryData(ENDED, true);
  return new Promise((resolve) => waiting.push(resolve));
}

/** Call this when another tab may have signed in. Null if not. */
export async function lookForSession(queries: QueryClient): Promise<Session | null> {
  const session = await readSession();
  if (session) adoptSession(queries, session);
  return session;
}

/** Continues what waited, unless another user has signed in: what the pages show belongs to the previous user. */
function adoptSession(queries: QueryClient, session: Session): boolean {
  const before = queries.getQueryData<Session | null>(KEY);
  const isSameUser = !before || before.user === session.user;
  if (before?.csrfToken !== session.csrfToken) forgetDismissedPlans(sessionStorage, session.user);
  rememberCsrfToken(session.csrfToken);
  if (!isSameUser) removeData(queries);
  queries.setQueryData(KEY, session);
  queries.setQueryData(ENDED, false);
  settleWaiting(isSameUser);
  return isSameUser;
}

function settleWaiting(isSameUser: boolean): void {
  const settled = waiting;
  waiting = [];
  for (const resolve of settled) resolve(isSameUser);
}

/** Forgets the session only after the host has ended it. If the request fails, the user stays signed in. */
export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: endSession,
    onSuccess: () => {
      const user = queries.getQueryData<Session | null>(KEY)?.user ?? '';
      removeDrafts(sessionStorage, user);
      forgetDismissedPlans(sessionStorage, user);
      forgetSession(queries);
    },
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

function forgetSession(queries: QueryClient): void {
  rememberCsrfToken(undefined);
  queries.setQueryData(KEY, null);
  queries.setQueryData(ENDED, false);
  settleWaiting(false);
  removeData(queries);
}

/** Removes all cached data, so that the next user never sees it. */
function removeData(queries: QueryClient): void {
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== KEY[0] });
}
