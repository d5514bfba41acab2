import { type DirectoryRead, DirectoryReader } from '../../engine/ports/directory-reader.js';
import type { DataPoolSettings } from '../../settings/schema/data-pool-settings.js';
import type { DirectorySource } from '../../settings/schema/directory-source.js';
import { findBases } from '../containers/find-containers.js';
import { AllowedTargets } from '../client/allowed-targets.js';
import { connectWithFailover } from '../client/fail-over.js';
import { pingTimeouts, readTimeouts, type Timeouts } from '../client/timeouts.js';
import { namesInSample } from './names-in-sample.js';
import { PagedRead } from './paged-read.js';
import { SingleRead } from './single-read.js';

/** Reads directories with ldapts. Each read has its own connection, to the first available server. */
export class LdaptsDirectoryReader extends DirectoryReader {
  /** @param timeouts in place of those of the data pool. */
  constructor(
    private readonly timeouts?: Timeouts,
    private readonly targets = AllowedTargets.of(undefined),
  ) {
    super();
  }

  read(
    source: DirectorySource,
    attributes: readonly string[],
    signal: AbortSignal,
    only: string | null = null,
  ): DirectoryRead {
    const request = { source, attributes, timeouts: this.timeoutsOf(source.dataPool), targets: this.targets, signal };
    return only === null ? new PagedRead(request) : new SingleRead(request, only);
  }

  async attributeNames(source: DirectorySource, signal: AbortSignal): Promise<readonly string[]> {
    const connection = await connectWithFailover(source, this.timeoutsOf(source.dataPool), signal, this.targets);
    const close = () => connection.close();
    signal.addEventListener('abort', close, { once: true });
    try {
      signal.throwIfAborted();
      return await namesInSample(connection, source.dataPool.pageSize);
    } finally {
      signal.removeEventListener('abort', close);
      void connection.unbind();
    }
  }

  async ping(source: DirectorySource, milliseconds: number, signal: AbortSignal): Promise<void> {
    const timeouts = pingTimeouts(milliseconds, source.dataPool.urls.length);
    const connection = await connectWithFailover(source, timeouts, signal, this.targets);
    const close = () => connection.close();
    signal.addEventListener('abort', close, { once: true });
    try {
      signal.throwIfAborted();
      await findBases(connection, source.search);
    } finally {
      signal.removeEventListener('abort', close);
      // The result is known, so the caller does not wait for the unbind.
      void connection.unbind();
    }
  }

  private timeoutsOf(pool: DataPoolSettings): Timeouts {
    return this.timeouts ?? readTimeouts(pool);
  }
}
