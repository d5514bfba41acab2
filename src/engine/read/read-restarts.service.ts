import { setTimeout } from 'node:timers/promises';

import { Injectable, Logger } from '@nestjs/common';

import { type DirectorySource, onServers } from '../../settings/schema/directory-source.js';
import type { DirectoryRead } from '../ports/directory-reader.js';
import { abortedBy } from '../run-errors.js';

/**
 * Decides when a read that broke off is done again from its first page. What was read before is dropped: two halves, of two
 * servers or of two points in time, are never combined.
 */
@Injectable()
export class ReadRestarts {
  /** Milliseconds to wait before each restart. There are no more restarts than this has elements. */
  delays: readonly number[] = [1_000, 5_000, 15_000];
  private readonly log = new Logger(ReadRestarts.name);

  /** Whether the read is done again. A server that accepts no connection is waited for only if one did before. */
  permits({ interruption }: DirectoryRead, restarts: number): boolean {
    const isLost = interruption === 'reading' || (interruption === 'connecting' && restarts > 0);
    return isLost && restarts < this.delays.length;
  }

  /** Waits before the restart with this number. Throws when the signal is aborted meanwhile. */
  async wait(restarts: number, signal: AbortSignal): Promise<void> {
    const milliseconds = this.delays[restarts] ?? 0;
    this.log.warn(`The read of the directory broke off. It is done again from its first page in ${milliseconds} ms.`);
    await setTimeout(milliseconds, undefined, { signal }).catch((cause: unknown) => {
      throw abortedBy(signal, cause);
    });
  }
}

/** The source with the servers in their order, but beginning after the one whose connection was lost. */
export function beginningAfter(source: DirectorySource, server: string): DirectorySource {
  const { urls } = source.dataPool;
  const next = urls.indexOf(server) + 1;
  return onServers(source, [...urls.slice(next), ...urls.slice(0, next)]);
}
