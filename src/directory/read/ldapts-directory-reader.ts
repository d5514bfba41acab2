import type { DataPoolSettings } from '../../settings/schema/data-pool-settings.js';
import { DirectoryReader, type DirectoryRead } from '../../engine/ports/directory-reader.js';
import { PING_TIMEOUTS, READ_TIMEOUTS, type Timeouts } from '../client/timeouts.js';
import { connectWithFailover } from '../client/fail-over.js';
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
    const connection = await connectWithFailover(pool, this.pinging, new AbortController().signal);
    try {
      await connection.findBase();
    } finally {
      await connection.unbind();
    }
  }
}
