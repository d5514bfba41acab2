import type { ErrorCode } from '../../contract/error-codes.js';
import type { ReadReport } from '../../contract/run.js';
import { SyncError } from '../../contract/sync-error.js';
import type { DirectoryRead } from '../../engine/ports/directory-reader.js';
import type { Entry } from '../../mapping/directory-user.js';
import type { DirectoryConnection } from '../client/directory-connection.js';
import { connectWithFailover } from '../client/fail-over.js';
import { findContainers } from '../containers/find-containers.js';
import { withAllValues } from './attribute-ranges.js';
import { RulesInForce } from '../dialects/rules-in-force.js';
import type { EntryReader } from './entry-reader.js';
import { openEntryReader } from './open-entry-reader.js';
import type { ReadRequest } from './paged-read.js';

/** The read of one entry by its DN. It finds nothing that a read of everyone would not: bases, exclusions and filter hold. */
export class SingleRead implements DirectoryRead {
  readonly pages: AsyncIterable<Iterable<Entry>>;
  /** A single entry is not asked for again. */
  readonly interruption = null;
  private server: string;
  private filter: string;
  private pageCount = 0;
  private entries = 0;
  private complete = false;
  private reason: ErrorCode = 'DIRECTORY_READ_INCOMPLETE';
  private startedAt = new Date();
  private reader: EntryReader | undefined;
  private finishedAt: Date | undefined;

  constructor(
    private readonly request: ReadRequest,
    private readonly dn: string,
  ) {
    this.server = request.source.dataPool.urls[0] ?? '';
    this.filter = request.source.search.filter;
    this.pages = this.read();
  }

  report(): ReadReport {
    return {
      complete: this.complete,
      reason: this.complete ? null : this.reason,
      server: this.server,
      baseDn: this.dn,
      filter: this.filter,
      pages: this.pageCount,
      entries: this.entries,
      referrals: 0,
      paged: false,
      stableIdAttribute: this.reader?.stableIdAttribute ?? null,
      product: this.reader?.product ?? null,
      startedAt: this.startedAt.toISOString(),
      finishedAt: (this.finishedAt ?? new Date()).toISOString(),
    };
  }

  private async *read(): AsyncGenerator<Iterable<Entry>> {
    this.startedAt = new Date();
    const { source, timeouts, targets, signal } = this.request;
    let connection: DirectoryConnection | undefined;
    const close = () => connection?.close();
    try {
      connection = await connectWithFailover(source, timeouts, signal, targets);
      signal.addEventListener('abort', close, { once: true });
      [this.server, this.filter] = [connection.url, connection.filterText];
      const found = await this.find(connection);
      [this.pageCount, this.entries] = [1, found.length];
      if (found.length > 0) yield found;
      this.complete = true;
    } catch (error) {
      throw this.failed(error);
    } finally {
      this.finishedAt = new Date();
      signal.removeEventListener('abort', close);
      if (this.complete) await connection?.unbind();
      else connection?.close();
    }
  }

  private async find(connection: DirectoryConnection): Promise<readonly Entry[]> {
    const { source, attributes } = this.request;
    const { scope } = await findContainers(connection, source.search);
    if (scope.judge(this.dn).kind !== 'inside') return [];
    const { dialect } = connection.product;
    const rules = new RulesInForce(dialect, source.search.activeRules, this.startedAt);
    const reader = (this.reader = await openEntryReader(connection, attributes, rules));
    const search = { baseDn: this.dn, scope: 'base', filter: connection.filter() } as const;
    const { entries, cut } = await connection.lookUp({ ...search, attributes: reader.requested, size: 1 });
    if (cut) throw cut;
    return Promise.all(entries.map(async (entry) => reader.read(await withAllValues(connection, entry))));
  }

  private failed(error: unknown): SyncError {
    const failure = this.errorOf(error);
    this.reason = failure.code;
    return failure;
  }

  private errorOf(error: unknown): SyncError {
    if (this.request.signal.aborted) return new SyncError('RUN_INTERRUPTED', { cause: error });
    return error instanceof SyncError ? error : new SyncError('UNEXPECTED', { cause: error });
  }
}
