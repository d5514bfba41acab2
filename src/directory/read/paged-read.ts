import type { ErrorCode } from '../../contract/error-codes.js';
import type { ReadReport } from '../../contract/run.js';
import { SyncError } from '../../contract/sync-error.js';
import type { Entry } from '../../mapping/directory-user.js';
import type { DirectorySource } from '../../settings/schema/directory-source.js';
import type { DirectoryRead } from '../../engine/ports/directory-reader.js';
import type { AllowedTargets } from '../client/allowed-targets.js';
import type { Timeouts } from '../client/timeouts.js';
import type { DirectoryConnection } from '../client/directory-connection.js';
import { readIncomplete, UNREADABLE } from '../client/directory-errors.js';
import { RESULT, resultCodeName } from '../client/result-codes.js';
import { isGlobalCatalog } from '../client/global-catalog.js';
import { RulesInForce } from '../dialects/rules-in-force.js';
import { requestFirstPage } from './first-page.js';
import type { LdapFilter } from '../../settings/rules/ldap-filter.js';
import { countOrNull, thereAt } from './count-entries.js';
import { EntryReader } from './entry-reader.js';
import { connectWithFailover, isFailover } from '../client/fail-over.js';
import { PagingVerifier } from './paging-verifier.js';
import type { PageResponse } from '../client/paged-client.js';
import type { SearchResultEntry } from '../wire/search-result-entry.js';
import { entriesWithAllValues, isValuesMissing } from './attribute-ranges.js';

/** Errors that make a read incomplete when they occur after the first page. */
const INTERRUPTIONS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'LDAP_UNREACHABLE',
  'LDAP_TIMEOUT',
  'LDAP_SEARCH_FAILED',
]);

const PASSING_REASONS: ReadonlySet<string> = new Set([
  UNREADABLE,
  resultCodeName(RESULT.busy),
  resultCodeName(RESULT.unavailable),
]);

const ALIASES: LdapFilter = { kind: 'equal', attribute: 'objectClass', value: Buffer.from('alias') };

export interface ReadRequest {
  readonly source: DirectorySource;
  readonly attributes: readonly string[];
  readonly timeouts: Timeouts;
  readonly targets: AllowedTargets;
  readonly signal: AbortSignal;
}

/** One read of a directory over one connection. Requests at most one page ahead of the consumer. */
export class PagedRead implements DirectoryRead {
  readonly pages: AsyncIterable<Iterable<Entry>>;
  private server: string;
  private baseDn: string;
  private pageCount = 0;
  private entries = 0;
  private referrals = 0;
  private paged = false;
  private pageSize: number | null = null;
  private counted: number | null = null;
  private aliases: number | null = null;
  private withStableId = 0;
  private absent: readonly string[] = [];
  private refusedPageSize: number | null = null;
  private complete = false;
  private reason: ErrorCode | null = null;
  private startedAt = new Date();
  private finishedAt: Date | undefined;
  private brokenOff: DirectoryRead['interruption'] = null;

  private reader: EntryReader | undefined;

  constructor(private readonly request: ReadRequest) {
    this.server = request.source.dataPool.urls[0] ?? '';
    this.baseDn = request.source.search.baseDn;
    this.pages = this.read();
  }

  get interruption(): DirectoryRead['interruption'] {
    return this.brokenOff;
  }

  report(): ReadReport {
    const { filter } = this.request.source.search;
    return {
      complete: this.complete,
      reason: this.complete ? null : (this.reason ?? 'DIRECTORY_READ_INCOMPLETE'),
      server: this.server,
      baseDn: this.baseDn,
      filter,
      pages: this.pageCount,
      entries: this.entries,
      referrals: this.referrals,
      paged: this.paged,
      pageSize: this.pageSize,
      refusedPageSize: this.refusedPageSize,
      globalCatalog: isGlobalCatalog(this.server),
      counted: this.counted,
      withStableId: this.withStableId,
      absentAttributes: this.absent,
      aliases: this.aliases,
      stableIdAttribute: this.reader?.stableIdAttribute ?? null,
      startedAt: this.startedAt.toISOString(),
      finishedAt: (this.finishedAt ?? new Date()).toISOString(),
    };
  }

  private async *read(): AsyncGenerator<Iterable<Entry>> {
    this.startedAt = new Date();
    const { source, timeouts, targets, signal } = this.request;
    let connection: DirectoryConnection | undefined;
    try {
      connection = await connectWithFailover(source, timeouts, signal, targets);
      this.server = connection.url;
      this.baseDn = connection.baseDn;
      yield* this.pagesOf(connection);
      this.complete = true;
    } catch (error) {
      throw this.failed(error, connection);
    } finally {
      this.finishedAt = new Date();
      if (this.complete) await connection?.unbind();
      else connection?.close();
    }
  }

  private async *pagesOf(connection: DirectoryConnection): AsyncGenerator<Iterable<Entry>> {
    const { source, attributes, signal } = this.request;
    const close = () => connection.close();
    signal.addEventListener('abort', close, { once: true });
    try {
      signal.throwIfAborted();
      const { dialect, announcesPaging } = connection.product;
      const reader = new EntryReader(
        attributes,
        dialect,
        new RulesInForce(dialect, source.search.activeRules, this.startedAt),
      );
      this.reader = reader;
      const first = await requestFirstPage(connection, reader.requested, source.dataPool.pageSize);
      const { size, refused } = first;
      [this.pageSize, this.refusedPageSize] = [size ?? null, refused];
      const verifier = new PagingVerifier({ search: connection.search, pageSize: size, announcesPaging });
      const requestPage = (cookie: Buffer) =>
        prefetch(connection.page(reader.requested, size === undefined ? undefined : { size, cookie }));

      let next: Promise<PageResponse> | undefined = Promise.resolve(first.page);
      while (next) {
        const page = await next;
        const cookie = verifier.verify(page);
        const results = await entriesWithAllValues(connection, page);
        next = cookie && requestPage(cookie);
        this.count(page, verifier);
        if (page.entries.length > 0) yield this.entriesOf(results, connection, reader);
      }
      this.absent = this.entries === 0 ? [] : reader.absent();
      await this.verifyCount(connection, size);
    } finally {
      signal.removeEventListener('abort', close);
    }
  }

  private *entriesOf(
    results: Iterable<SearchResultEntry>,
    connection: DirectoryConnection,
    reader: EntryReader,
  ): Generator<Entry> {
    try {
      for (const result of results) {
        const entry = reader.read(result);
        if (entry.stableId !== undefined) this.withStableId += 1;
        yield entry;
      }
    } catch (error) {
      throw this.failed(error, connection);
    }
  }

  /** Counts again, independently of what was read. A read that has fewer entries is not complete. */
  private async verifyCount(connection: DirectoryConnection, pageSize: number | undefined): Promise<void> {
    const { created = 'createTimestamp', modified = 'modifyTimestamp' } = connection.product.dialect;
    const filter = thereAt(connection.filter(), this.startedAt, { created, modified });
    const counted = await countOrNull(connection, { filter, pageSize });
    // Nothing is proven where the times cannot be searched, or everyone was changed just now.
    this.counted = counted === 0 && this.entries > 0 ? null : counted;
    this.aliases = await countOrNull(connection, { filter: ALIASES, pageSize });
    if (this.counted === null || this.counted <= this.entries) return;
    this.brokenOff = 'reading';
    throw readIncomplete(connection.search, `${this.counted} entries were counted, but ${this.entries} were read`);
  }

  private count({ entries, referrals }: PageResponse, verifier: PagingVerifier): void {
    this.pageCount += 1;
    this.entries += entries.length;
    this.referrals += referrals;
    this.paged = verifier.paged;
  }

  private failed(error: unknown, connection: DirectoryConnection | undefined): SyncError {
    const failure = this.errorOf(error, connection);
    this.reason = failure.code;
    return failure;
  }

  private errorOf(error: unknown, connection: DirectoryConnection | undefined): SyncError {
    if (this.request.signal.aborted) return new SyncError('RUN_INTERRUPTED', { cause: error });
    if (!(error instanceof SyncError)) return new SyncError('UNEXPECTED', { cause: error });
    this.brokenOff ??= interruptionOf(error, connection);
    const isInterrupted = connection && this.pageCount > 0 && INTERRUPTIONS.has(error.code);
    return isInterrupted ? readIncomplete(connection.search, reasonOf(error), error) : error;
  }
}

/** A server that is busy, that sends what cannot be read or whose entries change meanwhile may answer the next time. */
function interruptionOf(error: SyncError, connection: DirectoryConnection | undefined): DirectoryRead['interruption'] {
  const { reason } = error.params;
  if (isFailover(error)) return connection ? 'reading' : 'connecting';
  const passes = PASSING_REASONS.has(String(reason)) || isValuesMissing(error);
  return connection && passes ? 'reading' : null;
}

function reasonOf(error: SyncError): string {
  if (error.code === 'LDAP_SEARCH_FAILED') return String(error.params['reason']);
  return error.code === 'LDAP_TIMEOUT' ? 'the server stopped responding' : 'the connection was lost';
}

/** The page may fail while the previous one is being processed. The failure is reported when the page is awaited. */
function prefetch<T>(page: Promise<T>): Promise<T> {
  page.catch(() => undefined);
  return page;
}
