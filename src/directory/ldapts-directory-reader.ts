import type { DataPoolSettings } from '../settings/data-pool-settings.js';
import { DirectoryReader, type DirectoryRead } from '../sync/ports/directory-reader.js';
import { PING_TIMEOUTS, READ_TIMEOUTS, type Timeouts } from './deadline.js';
import { connectToFirst } from './fail-over.js';
import { PagedRead } from './paged-read.js';

/** Reads directories with ldapts: one connection per read, the first server that gives one. */
export class LdaptsDirectoryReader extends DirectoryReader {
  private readonly reading: Timeouts;
  private readonly pinging: Timeouts;

  constructor(reading = READ_TIMEOUTS, pinging = PING_TIMEOUTS) {
    super();
    this.reading = reading;
    this.pinging = pinging;
  }

  read(pool: DataPoolSettings, attributes: readonly string[], signal: AbortSignal): DirectoryRead {
    return new PagedRead({ pool, attributes, timeouts: this.reading, signal });
  }

  async ping(pool: DataPoolSettings): Promise<void> {
    const connection = await connectToFirst(pool, this.pinging, new AbortController().signal);
    try {
      await connection.findBase();
    } finally {
      await connection.leave();
    }
  }
}
