import type { StoredSetting } from '../contract/settings-store.js';

/** Stored in place of a user name when the settings come from the host's seed. No user can have this name. */
export const SEED = '<seed>';

/** The user who saved the settings; null for the seed of the host, and if nobody is known. */
export function savedBy({ changedBy }: StoredSetting): string | null {
  return changedBy === SEED ? null : changedBy;
}
