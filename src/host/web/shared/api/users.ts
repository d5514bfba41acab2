import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from './client.js';
import { rowsQuery } from './runs.js';
import type { UserRecord } from '../../../../index.js';
import type { Jsonify, UserChangeRow } from './api-types.js';

export interface UserRow {
  readonly id: string;
  readonly userName: string;
  readonly displayName: string | null;
  readonly commonName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly title: string | null;
  readonly department: string | null;
  readonly source: string | null;
  readonly state: string;
  readonly notSeenSince?: string | null;
  /** The names of the pinned values. */
  readonly pinned?: readonly string[];
  readonly attributes?: Readonly<Record<string, unknown>> | null;
  readonly [field: string]: unknown;
}

/** A user with the origin of its values. */
export type UserDetails = UserRow & Jsonify<UserRecord>;

/** The best available name of a user. */
export function displayNameOf({ displayName, commonName, userName }: UserRow): string {
  return displayName || commonName || userName;
}

export const USERS_KEY = ['users'];

type UsersRequest = Readonly<Record<'query' | 'state' | 'notSeen' | 'pinned' | 'sort' | 'order', string>>;

export const usersQuery = (request: UsersRequest) =>
  rowsQuery<UserRow, { readonly total: number }>([...USERS_KEY, 'list', request], '/api/users', request);

/** @param at the time of a past state; null: the present state. */
export const userQuery = (id: string, at: string | null) =>
  queryOptions({
    queryKey: [...USERS_KEY, id, { at }],
    queryFn: ({ signal }) => {
      const query = at === null ? '' : `?${new URLSearchParams({ at }).toString()}`;
      return call<UserDetails>('GET', `/api/users/${encodeURIComponent(id)}${query}`, undefined, signal);
    },
  });

export const userHistoryQuery = (id: string) =>
  rowsQuery<UserChangeRow>([...USERS_KEY, id, 'history'], `/api/users/${encodeURIComponent(id)}/history`);

/** New values of a user, and the values that were shown. Null: none. */
export interface UserChangeValues {
  readonly fields: Readonly<Record<string, string | null>>;
  readonly state?: string;
  readonly expected: Readonly<Record<string, string | null>>;
}

/** Pins to set, with the time when they expire, and pins to remove (null). */
export type SentPins = Readonly<Record<string, { readonly expiresAt: string | null } | null>>;

/** Changes a user by hand, with a reason. */
export function useChangeUser(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: UserChangeValues & { readonly pins: SentPins; readonly reason: string }) =>
      call<UserDetails>('PATCH', `/api/users/${encodeURIComponent(id)}`, change),
    // Not awaited: the form that waits for the answer may be gone once the user is read again.
    onSuccess: () => void queries.invalidateQueries({ queryKey: USERS_KEY }),
  });
}
