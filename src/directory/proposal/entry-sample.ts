import type { Inactivity } from '../../contract/active-rules.js';
import type { LdapFilter } from '../../settings/rules/ldap-filter.js';
import type { ActiveRulesSettings } from '../../settings/schema/active-rules-settings.js';
import type { DirectoryConnection } from '../client/directory-connection.js';
import { searchRefused } from '../client/directory-errors.js';
import { LIMIT_RESULTS, RESULT } from '../client/result-codes.js';
import { RulesInForce } from '../dialects/rules-in-force.js';
import { EntryReader } from '../read/entry-reader.js';
import type { SearchResultEntry } from '../wire/search-result-entry.js';

/** How many entries are examined. */
const MAX_ENTRIES = 200;
/** Few at a time, as each may have photos. */
const PAGE_SIZE = 50;

/** An entry with all its attributes. */
export interface SampledEntry {
  readonly entry: SearchResultEntry;
  readonly isIdentified: boolean;
  readonly inactivity: Inactivity | undefined;
}

export interface EntrySample {
  readonly entries: readonly SampledEntry[];
  /** The attribute that identified most of them; null: none did. */
  readonly stableIdAttribute: string | null;
}

export interface SampleRequest {
  readonly bases: readonly string[];
  readonly filter: LdapFilter;
  readonly activeRules: ActiveRulesSettings;
  /** When to stop, as `performance.now()` counts. */
  readonly until: number;
}

/** Reads the first entries that a filter finds in some trees. Throws a `SyncError` if the server refuses the first search. */
export async function sampleOf(connection: DirectoryConnection, request: SampleRequest): Promise<EntrySample> {
  const { dialect } = connection.product;
  const reader = new EntryReader([], dialect, new RulesInForce(dialect, request.activeRules));
  const attributes = ['*', ...new Set([...reader.requested, ...Object.values(dialect.defaultMapping)])];
  const entries: SampledEntry[] = [];
  for (const baseDn of request.bases) {
    for await (const entry of entriesIn(connection, { ...request, baseDn, attributes })) {
      if (entries.length === MAX_ENTRIES) break;
      const { stableId, inactivity } = reader.read(entry);
      entries.push({ entry, isIdentified: stableId !== undefined, inactivity });
    }
  }
  return { entries, stableIdAttribute: reader.stableIdAttribute };
}

async function* entriesIn(
  connection: DirectoryConnection,
  { baseDn, filter, attributes, until }: Omit<SampleRequest, 'bases'> & { baseDn: string; attributes: string[] },
): AsyncGenerator<SearchResultEntry> {
  let cookie: Buffer | undefined;
  do {
    const paging = connection.product.announcesPaging === false ? undefined : { size: PAGE_SIZE, cookie };
    const page = await connection.searchTree({ baseDn, filter, attributes, paging, size: MAX_ENTRIES });
    yield* connection.entriesOf(page);
    if (LIMIT_RESULTS.has(page.status) && page.entries.length > 0) return;
    if (page.status !== RESULT.success) throw searchRefused({ ...connection.search, baseDn }, page);
    cookie = page.cookie?.length ? page.cookie : undefined;
  } while (cookie && performance.now() < until);
}
