import { isResourceName } from '../../contract/data-pool-names.js';

export const POOL_KEYS = 'data-pool.';

/** The key of a data pool in the settings table. */
export function poolKey(name: string): string {
  return `${POOL_KEYS}${name}`;
}

/** The name of the data pool with the key; undefined if the key is of something else. */
export function poolOfKey(key: string): string | undefined {
  const name = key.startsWith(POOL_KEYS) ? key.slice(POOL_KEYS.length) : undefined;
  return isResourceName(name) ? name : undefined;
}
