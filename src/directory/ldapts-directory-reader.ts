import type { DataPoolSettings } from '../settings/data-pool-settings.js';
import { DirectoryReader, type DirectoryRead } from '../sync/ports/directory-reader.js';
import { READ_TIMEOUTS, type Timeouts } from './deadline.js';
import { connectToFirst } from './fail-over.js';
import { PagedRead } from './paged-read.js';

/** Reads directories with ldapts: one connection per read, the first server that gives one. */
export class LdaptsDirectoryReader extends DirectoryReader {
  readonly #timeouts: Timeouts;

  constructor(timeouts = READ_TIMEOUTS) {
    super();
    this.#timeouts = timeouts;
  }

  read(pool: DataPoolSettings, attributes: readonly string[], signal: AbortSignal): DirectoryRead {
    return new PagedRead({ pool, attributes, timeouts: this.#timeouts, signal });
  }

  async ping(pool: DataPoolSettings, milliseconds: number, signal: AbortSignal): Promise<void> {
    // One part for each server, and one for the search.
    const part = milliseconds / (pool.urls.length + 1);
    const connection = await connectToFirst(pool, { connect: part, operation: part, server: part }, signal);
    const close = () => connection.close();
    signal.addEventListener('abort', close, { once: true });
    try {
      signal.throwIfAborted();
      await connection.findBase();
    } finally {
      signal.removeEventListener('abort', close);
      // The answer is known: nobody waits for the farewell.
      void connection.leave();
    }
  }
}
