/** The data pool that every host has. It holds the connection of databases and settings files before 0.5.0. */
export const DEFAULT_DATA_POOL = 'default';

/** Names of data pools and jobs: at most 63 lower-case letters, digits and hyphens, not beginning with a hyphen. */
export function isResourceName(name: unknown): name is string {
  return typeof name === 'string' && /^[a-z0-9][a-z0-9-]{0,62}$/.test(name);
}
