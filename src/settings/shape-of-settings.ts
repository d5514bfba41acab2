import { createHash } from 'node:crypto';

import type { BatchSyncSettings } from './schema/batch-sync-settings.js';

/**
 * A SHA-256 hash (hexadecimal) of the settings that decide what a plan contains: data pool and mapping. Neither the
 * schedule nor the bind password is part of it, so a password may be changed while a plan waits for approval.
 */
export function shapeOf({ dataPool, mapping }: Pick<BatchSyncSettings, 'dataPool' | 'mapping'>): string {
  const { bindPassword: _secret, ...pool } = dataPool;
  return createHash('sha256')
    .update(JSON.stringify(sorted({ dataPool: pool, mapping })))
    .digest('hex');
}

/** The same value with the keys of objects in alphabetical order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}
