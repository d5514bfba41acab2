import type { ReadReport } from '../../contract/run.js';
import type { Entry } from '../../mapping/directory-user.js';
import type { DirectorySource } from '../../settings/schema/directory-source.js';

/** A read of a directory in progress. */
export interface DirectoryRead {
  /**
   * The entries page by page; the next page is fetched while the current one is processed. A page can be iterated once:
   * entries are decoded on demand. Iterating throws a `SyncError` when the read fails or is incomplete
   * (`DIRECTORY_READ_INCOMPLETE`).
   */
  readonly pages: AsyncIterable<Iterable<Entry>>;
  /**
   * Where the read broke off although nothing refused it, so that another one may succeed: no server could be reached, or
   * a connection was lost that one had accepted. Null while it goes on, and if it ended otherwise.
   */
  readonly interruption: 'connecting' | 'reading' | null;
  /** The report so far. `complete` is true only after `pages` has ended. */
  report(): ReadReport;
}

/** Reads directories. */
export abstract class DirectoryReader {
  /**
   * @param attributes LDAP attributes to request, in addition to the stable ids.
   * @param only DN of the only entry to read, if a read of everyone would find it; null: everyone.
   */
  abstract read(
    source: DirectorySource,
    attributes: readonly string[],
    signal: AbortSignal,
    only: string | null,
  ): DirectoryRead;
  /** The names of the attributes that a few entries have, for those who look for a misspelled one. Throws a `SyncError`. */
  abstract attributeNames(source: DirectorySource, signal: AbortSignal): Promise<readonly string[]>;
  /**
   * Connects, binds and finds the base, for health checks. The servers share the `milliseconds`, so it ends in time even
   * if none of them responds. Throws a `SyncError`.
   */
  abstract ping(source: DirectorySource, milliseconds: number, signal: AbortSignal): Promise<void>;
}
