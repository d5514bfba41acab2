import type { ReadReport } from '../../contract/runs.js';
import type { Entry } from '../../mapping/directory-user.js';
import type { DataPoolSettings } from '../../settings/schema/data-pool-settings.js';

/** One read of a data pool, under way. */
export interface DirectoryRead {
  /**
   * The entries page by page; the next page is on the wire while the current one is worked on. A page can be walked
   * once: its entries are made as they are asked for. Pages and their entries throw a `SyncError` when the read fails
   * or ends in doubt (`DIRECTORY_READ_INCOMPLETE`).
   */
  readonly pages: AsyncIterable<Iterable<Entry>>;
  /** What was seen so far. `complete` is true only after `pages` ended by itself. */
  report(): ReadReport;
}

/** The directory, as the engine sees it. */
export abstract class DirectoryReader {
  /** @param attributes LDAP attributes to ask for, besides the stable ids. */
  abstract read(dataPool: DataPoolSettings, attributes: readonly string[], signal: AbortSignal): DirectoryRead;
  /**
   * Connect, bind and find the base, nothing more: for health. Is over within `milliseconds`, however many servers are
   * silent: each has a part of the time. Throws a `SyncError`.
   */
  abstract ping(dataPool: DataPoolSettings, milliseconds: number, signal: AbortSignal): Promise<void>;
}
