import { SyncError } from '../../contract/sync-error.js';
import type { LdapFilter } from '../../settings/rules/ldap-filter.js';
import type { DirectoryConnection } from '../client/directory-connection.js';
import { PagingVerifier } from './paging-verifier.js';

/**
 * Entries that were changed later may have come into the search while the others were read: they were created, moved, or
 * became what the filter finds.
 */
const AGE_MS = 5 * 60 * 1_000;
/** RFC 4512 section 3.4. */
export const MODIFIED = 'modifyTimestamp';
const NO_ATTRIBUTES = ['1.1'];

/** The attributes that say when an entry was created and last changed. */
export interface OperationalTimes {
  readonly created: string;
  readonly modified: string;
}

export interface CountRequest {
  readonly filter: LdapFilter;
  /** Undefined: without paging. */
  readonly pageSize: number | undefined;
  /** When to stop, as `performance.now()` counts. @default never */
  readonly until?: number;
}

/**
 * Counts entries by a search of its own that returns no attributes. Undefined if there was not enough time. Throws a
 * `SyncError` if the result is not complete.
 */
export async function countEntries(
  connection: DirectoryConnection,
  { filter, pageSize, until = Infinity }: CountRequest,
): Promise<number | undefined> {
  const { announcesPaging } = connection.product;
  const verifier = new PagingVerifier({ search: connection.search, pageSize, announcesPaging });
  let count = 0;
  let cookie: Buffer | undefined;
  do {
    const page = await connection.page(
      NO_ATTRIBUTES,
      pageSize === undefined ? undefined : { size: pageSize, cookie },
      filter,
    );
    cookie = verifier.verify(page);
    count += page.entries.length;
    if (performance.now() > until) return cookie ? undefined : count;
  } while (cookie);
  return count;
}

/** The same for a report: null if the server does not tell. */
export async function countOrNull(connection: DirectoryConnection, request: CountRequest): Promise<number | null> {
  try {
    return (await countEntries(connection, request)) ?? null;
  } catch (error) {
    if (error instanceof SyncError) return null;
    throw error;
  }
}

/** The filter for those who were there when a read started and were not changed since, so that it must contain them. */
export function thereAt(filter: LdapFilter, startedAt: Date, { created, modified }: OperationalTimes): LdapFilter {
  const value = shortlyBefore(startedAt);
  const until = (attribute: string) => ({ kind: 'lessOrEqual', attribute, value }) as const;
  return { kind: 'and', filters: [filter, until(created), until(modified)] };
}

/** The filter for those who were changed or moved since, or shortly before: clocks differ. */
export function changedSince(filter: LdapFilter, startedAt: Date, modified = MODIFIED): LdapFilter {
  const changed = { kind: 'greaterOrEqual', attribute: modified, value: shortlyBefore(startedAt) } as const;
  return { kind: 'and', filters: [filter, changed] };
}

/** As a generalized time (RFC 4517 section 3.3.13). */
function shortlyBefore(time: Date): Buffer {
  const before = new Date(time.getTime() - AGE_MS).toISOString();
  return Buffer.from(before.replace(/\.\d+/, '.0').replaceAll(/[-:T]/g, ''));
}
