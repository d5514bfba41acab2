import type { UserRow } from '../../shared/api/users.js';

/** What somebody is called: the best of the names that are there. */
export function nameOf({ displayName, commonName, userName }: UserRow): string {
  return displayName || commonName || userName;
}
