import { randomUUID } from 'node:crypto';

export const APPLICATION_NAME_PREFIX = 'ldap-batch-sync ';

/** A name for the connections of one process in `pg_stat_activity`. */
export function newApplicationName(): string {
  return `${APPLICATION_NAME_PREFIX}${randomUUID()}`;
}
