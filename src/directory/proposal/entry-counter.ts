import type { EntryCount } from '../../contract/proposals.js';
import type { LdapFilter } from '../../settings/rules/ldap-filter.js';
import type { DirectoryConnection } from '../client/directory-connection.js';
import { LIMIT_RESULTS, RESULT } from '../client/result-codes.js';

/** How long one count may take. */
const COUNT_MS = 1_500;
/** Without paging, all are in one response. */
const MAX_COUNTED = 20_000;
const NO_ATTRIBUTES = ['1.1'];

/** Counts entries without their attributes, each time for a limited time, and until all of it is used up. */
export class EntryCounter {
  private readonly paging: { readonly size: number } | undefined;

  /** @param end when to stop, as `performance.now()` counts. */
  constructor(
    private readonly connection: DirectoryConnection,
    pageSize: number,
    private readonly end: number,
  ) {
    this.paging = connection.product.announcesPaging === false ? undefined : { size: pageSize };
  }

  /** The sum over several trees; null if all refuse the search. */
  async countIn(bases: readonly string[], filter: LdapFilter): Promise<EntryCount | null> {
    let sum: EntryCount | null = null;
    for (const baseDn of bases) {
      const found = await this.count(baseDn, filter);
      if (found) sum = sumOf(sum, found);
    }
    return sum;
  }

  /** Null if the server refuses the search. */
  async count(baseDn: string, filter: LdapFilter): Promise<EntryCount | null> {
    const until = Math.min(this.end, performance.now() + COUNT_MS);
    let count = 0;
    let cookie: Buffer | undefined;
    do {
      if (performance.now() > until) return { count, isAtLeast: true };
      const paging = this.paging && { ...this.paging, cookie };
      const page = await this.connection.searchTree({
        baseDn,
        filter,
        attributes: NO_ATTRIBUTES,
        paging,
        size: MAX_COUNTED,
      });
      count += page.entries.length;
      if (LIMIT_RESULTS.has(page.status)) return { count, isAtLeast: true };
      if (page.status !== RESULT.success) return null;
      cookie = page.cookie?.length ? page.cookie : undefined;
    } while (cookie);
    return { count, isAtLeast: false };
  }
}

function sumOf(one: EntryCount | null, other: EntryCount): EntryCount {
  return { count: (one?.count ?? 0) + other.count, isAtLeast: other.isAtLeast || (one?.isAtLeast ?? false) };
}
