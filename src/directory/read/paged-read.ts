import type { ErrorCode } from '../../contract/error-codes.js';
import type { ReadReport } from '../../contract/run.js';
import { SyncError } from '../../contract/sync-error.js';
import type { Entry } from '../../mapping/directory-user.js';
import type { DirectorySource } from '../../settings/schema/directory-source.js';
import type { DirectoryRead } from '../../engine/ports/directory-reader.js';
import type { AllowedTargets } from '../client/allowed-targets.js';
import type { Timeouts } from '../client/timeouts.js';
import type { DirectoryConnection } from '../client/directory-connection.js';
import { readIncomplete } from '../client/directory-errors.js';
import { findContainers } from '../containers/find-containers.js';
import { isGlobalCatalog } from '../client/global-catalog.js';
import { RulesInForce } from '../dialects/rules-in-force.js';
import { FoundFigures } from './found-figures.js';
import { requestFirstPage } from './first-page.js';
import type { LdapFilter } from '../../settings/rules/ldap-filter.js';
import { countOrNull, MODIFIED, thereAt } from './count-entries.js';
import type { EntryReader } from './entry-reader.js';
import { openEntryReader } from './open-entry-reader.js';
import { connectWithFailover } from '../client/fail-over.js';
import { PagingVerifier } from './paging-verifier.js';
import { prefetch } from './prefetch.js';
import type { PageResponse } from '../client/paged-client.js';
import type { SearchResultEntry } from '../wire/search-result-entry.js';
import { entriesWithAllValues } from './attribute-ranges.js';
import { pagesChangedSince } from './changed-entries.js';
import { INTERRUPTIONS, interruptionOf, reasonOf } from './read-interruptions.js';

const ALIASES: LdapFilter = { kind: 'equal', attribute: 'objectClass', value: Buffer.from('alias') };

export interface ReadRequest {
  readonly source: DirectorySource;
  readonly attributes: readonly string[];
  readonly timeouts: Timeouts;
  readonly targets: AllowedTargets;
  readonly signal: AbortSignal;
}

/** The base that is being read. */
interface BaseInTurn {
  readonly connection: DirectoryConnection;
  readonly reader: EntryReader;
  readonly figures: FoundFigures;
  /** Its position. */
  readonly index: number;
}

/** One read of a directory over one connection. Requests at most one page ahead of the consumer. */
export class PagedRead implements DirectoryRead {
  readonly pages: AsyncIterable<Iterable<Entry>>;
  private server: string;
  private filter: string;
  private pageCount = 0;
  private referrals = 0;
  private unpaged = false;
  private pageSize: number | null = null;
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
  /** Undefined until the bases are found. */
  private figures: FoundFigures | undefined;

  constructor(private readonly request: ReadRequest) {
    this.server = request.source.dataPool.urls[0] ?? '';
    this.filter = request.source.search.filter;
    this.pages = this.read();
  }

  get interruption(): DirectoryRead['interruption'] {
    return this.brokenOff;
  }

  report(): ReadReport {
    const { bases } = this.request.source.search;
    return {
      complete: this.complete,
      reason: this.complete ? null : (this.reason ?? 'DIRECTORY_READ_INCOMPLETE'),
      server: this.server,
      baseDn: this.figures?.baseDn ?? bases.map(({ dn }) => dn).join('; '),
      filter: this.filter,
      ...this.figures?.report(),
      pages: this.pageCount,
      entries: this.entries,
      referrals: this.referrals,
      paged: this.pageCount > 0 && !this.unpaged,
      pageSize: this.pageSize,
      refusedPageSize: this.refusedPageSize,
      globalCatalog: isGlobalCatalog(this.server),
      counted: this.figures?.counted ?? null,
      withStableId: this.withStableId,
      absentAttributes: this.absent,
      aliases: this.aliases,
      stableIdAttribute: this.reader?.stableIdAttribute ?? null,
      otherStableIdAttributes: this.reader?.otherStableIdAttributes ?? [],
      product: this.reader?.product ?? null,
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
      [this.server, this.filter] = [connection.url, connection.filterText];
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
      const { dialect } = connection.product;
      const rules = new RulesInForce(dialect, source.search.activeRules, this.startedAt);
      const reader = (this.reader = await openEntryReader(connection, attributes, rules));
      const search = await findContainers(connection, source.search);
      const figures = new FoundFigures(search);
      this.figures = figures;
      for (const [index, base] of search.bases.entries()) {
        connection.enter(base);
        yield* this.pagesOfBase({ connection, reader, figures, index });
      }
      for (const [index, base] of search.bases.slice(0, -1).entries()) {
        connection.enter(base);
        yield* this.movedInto({ connection, reader, figures, index });
      }
      this.absent = this.entries === 0 ? [] : reader.absent();
    } finally {
      signal.removeEventListener('abort', close);
    }
  }

  private async *pagesOfBase(base: BaseInTurn): AsyncGenerator<Iterable<Entry>> {
    const { connection, reader } = base;
    const { pageSize: wanted } = this.request.source.dataPool;
    const {
      page: first,
      size,
      refused,
    } = await requestFirstPage(connection, reader.requested, this.pageSize ?? wanted);
    this.pageSize = size ?? null;
    this.refusedPageSize ??= refused;
    const { announcesPaging } = connection.product;
    const verifier = new PagingVerifier({ search: connection.search, pageSize: size, announcesPaging });
    const requestPage = (cookie: Buffer) =>
      prefetch(connection.page(reader.requested, size === undefined ? undefined : { size, cookie }));

    let next: Promise<PageResponse> | undefined = Promise.resolve(first);
    while (next) {
      const page = await next;
      const cookie = verifier.verify(page);
      const results = await entriesWithAllValues(connection, page);
      next = cookie && requestPage(cookie);
      this.count(page, base);
      this.unpaged ||= !verifier.paged;
      if (page.entries.length > 0) yield this.entriesOf(results, base);
    }
    if (base.figures.found(base.index) === 0) await connection.findBase();
    await this.verifyCount(base, size);
  }

  /** Those who moved here from a later base before that was read: no search found them. */
  private async *movedInto(base: BaseInTurn): AsyncGenerator<Iterable<Entry>> {
    const { connection, reader, figures, index } = base;
    for await (const page of pagesChangedSince(
      connection,
      this.startedAt,
      reader.requested,
      this.pageSize ?? undefined,
    )) {
      this.pageCount += 1;
      const unread = [...(await entriesWithAllValues(connection, page))].filter((result) => {
        const { stableId } = reader.read(result);
        return stableId !== undefined && !figures.hasRead(stableId);
      });
      figures.add(index, unread.length);
      if (unread.length > 0) yield this.entriesOf(unread, base);
    }
  }

  private *entriesOf(results: Iterable<SearchResultEntry>, base: BaseInTurn): Generator<Entry> {
    const { connection, reader, figures, index } = base;
    try {
      for (const result of results) {
        const entry = reader.read(result);
        if (!figures.admits(index, entry)) continue;
        if (entry.stableId !== undefined) this.withStableId += 1;
        yield entry;
      }
    } catch (error) {
      throw this.failed(error, connection);
    }
  }

  /** Counts again, independently of what was read. A read that has fewer entries is not complete. */
  private async verifyCount({ connection, figures, index }: BaseInTurn, pageSize: number | undefined): Promise<void> {
    const { created = 'createTimestamp', modified = MODIFIED } = connection.product.dialect;
    const filter = thereAt(connection.filter(), this.startedAt, { created, modified });
    const counted = await countOrNull(connection, { filter, pageSize });
    const aliases = await countOrNull(connection, { filter: ALIASES, pageSize });
    const before = index === 0 ? 0 : this.aliases;
    this.aliases = before === null || aliases === null ? null : before + aliases;
    if (figures.verify(index, counted) === 0) return;
    this.brokenOff = 'reading';
    throw readIncomplete(connection.search, `${counted} entries were counted, but ${figures.found(index)} were read`);
  }

  private get entries(): number {
    return this.figures?.entries ?? 0;
  }

  private count({ entries, referrals }: PageResponse, { figures, index }: BaseInTurn): void {
    this.pageCount += 1;
    figures.add(index, entries.length);
    this.referrals += referrals;
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
