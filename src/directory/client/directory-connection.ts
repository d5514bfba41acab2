import type { Socket } from 'node:net';

import { PresenceFilter, type Filter } from 'ldapts';

import { SyncError } from '../../contract/sync-error.js';
import type { DataPoolSettings } from '../../settings/schema/data-pool-settings.js';
import { filterText } from '../../settings/rules/filter-text.js';
import { type LdapFilter, parseFilter } from '../../settings/rules/ldap-filter.js';
import { parseLdapUrl } from '../../settings/rules/ldap-url.js';
import { withTimeout } from '../../contract/with-timeout.js';
import type { AllowedTargets } from './allowed-targets.js';
import { type Timeouts, UNBIND_TIMEOUT } from './timeouts.js';
import { ROOT_DSE_ATTRIBUTES } from '../dialects/dialects.js';
import { type Product, productOf } from '../dialects/product.js';
import * as fail from './directory-errors.js';
import { EncodedFilter } from './encoded-filter.js';
import { PagedClient, type PageResponse } from './paged-client.js';
import { RESULT } from './result-codes.js';
import { openSocket, resolveHost, secureSocket, tlsOptions } from './transport.js';
import { MalformedMessage } from '../wire/ber-cursor.js';
import type { SearchResultEntry } from '../wire/search-result-entry.js';

/** A search for single entries. */
interface LookUp {
  readonly baseDn: string;
  readonly scope: 'base' | 'sub';
  readonly filter: LdapFilter;
  readonly attributes: readonly string[];
  /** The maximum number of entries. */
  readonly size: number;
}

interface LookUpResult {
  readonly entries: readonly SearchResultEntry[];
  readonly cut?: SyncError;
}

/** No entry has the DN, or no entry can have it. */
const NO_ENTRY: ReadonlySet<number> = new Set([RESULT.noSuchObject, RESULT.invalidDnSyntax]);
const ANY_ENTRY = new PresenceFilter({ attribute: 'objectClass' });

/**
 * One connection to one server. The steps are called in order: resolve, connect, secure, bind. Each step throws a
 * `SyncError`. A lost connection is not re-established, because a paged search cannot be resumed.
 */
export class DirectoryConnection {
  private resolvedAddresses: readonly string[] = [];
  private readonly sockets: Socket[] = [];
  private client: PagedClient | undefined;
  private closed = false;

  constructor(
    readonly url: string,
    private readonly pool: DataPoolSettings,
    private readonly timeouts: Timeouts,
    private readonly targets: AllowedTargets,
  ) {}

  async resolve(): Promise<void> {
    const server = parseLdapUrl(this.url);
    this.targets.assertServer(this.url, server);
    const found = await this.step(resolveHost(server.host), this.timeouts.connect, fail.connectFailed);
    if (found.length === 0) throw fail.hostNotFound(this.url);
    // The connection is made to these addresses: a name that resolves differently the next time changes nothing.
    this.resolvedAddresses = this.targets.allowed(this.url, server, found);
  }

  /** The addresses of the server; empty before `resolve`. */
  get addresses(): readonly string[] {
    return this.resolvedAddresses;
  }

  async connect(): Promise<void> {
    const opening = openSocket(parseLdapUrl(this.url), this.resolvedAddresses, this.timeouts.connect);
    // A connection that is established after its time-out is closed at once.
    opening.then((socket) => this.addSocket(socket)).catch(() => undefined);
    await this.step(opening, this.timeouts.connect, fail.connectFailed);
  }

  /** Starts TLS as configured in the data pool. */
  async secure(): Promise<void> {
    const { tls } = this.pool;
    const socket = this.openSocket();
    if (tls.mode === 'starttls') await this.startTls(socket);

    const { host } = parseLdapUrl(this.url);
    const used = tls.mode === 'none' ? socket : await this.handshake(socket, host);
    if (used !== socket) this.addSocket(used);
    this.client = await PagedClient.over(used);
  }

  /** Binds as the user of the data pool, or anonymously when it has none. */
  async bind(): Promise<void> {
    const { bindDn, bindPassword = '' } = this.pool;
    const binding = this.open().bind(bindDn, bindDn === '' ? '' : bindPassword);
    await this.step(binding, this.timeouts.operation, (url, cause) => fail.bindFailed(url, bindDn, cause));
  }

  /** Recognizes the product by its root DSE (RFC 4512 section 5.1), if that is readable. */
  async product(): Promise<Product> {
    const response = await this.request({
      baseDn: '',
      scope: 'base',
      filter: ANY_ENTRY,
      attributes: ROOT_DSE_ATTRIBUTES,
    });
    const [root] = response.status === RESULT.success ? this.entriesOf(response) : [];
    return productOf(
      root && new Map(root.attributes.map(({ type, values }) => [type.toLowerCase(), values.map(String)])),
    );
  }

  /** Throws `LDAP_BASE_NOT_FOUND` when the base does not exist or is not visible. */
  async findBase(): Promise<void> {
    const { baseDn } = this.pool;
    const response = await this.request({ baseDn, scope: 'base', filter: ANY_ENTRY, attributes: ['1.1'] });
    if (response.status !== RESULT.success) throw fail.searchRefused(this.search, response.status, response.diagnostic);
    if (response.entries.length === 0) throw fail.baseNotFound(this.search);
  }

  /** Requests one page of the search of the data pool. Returns it whatever its result code is. */
  async page(
    attributes: readonly string[],
    paging: { size: number; cookie: Buffer | undefined },
  ): Promise<PageResponse> {
    const filter = this.parseFilter();
    return this.request({ baseDn: this.pool.baseDn, scope: 'sub', filter, attributes, paging });
  }

  /**
   * Finds entries with any search; none if the entry with the DN does not exist. Of a result that the server cuts, those
   * that it returned, with the reason. Throws `LDAP_BASE_NOT_FOUND`, `LDAP_FILTER_REJECTED`, `LDAP_RIGHTS_MISSING` or `LDAP_SEARCH_FAILED` if
   * the server refuses the search.
   */
  async lookUp({ filter, size, ...search }: LookUp): Promise<LookUpResult> {
    const paging = search.scope === 'sub' ? { size, cookie: undefined } : undefined;
    const response = await this.request({
      ...search,
      filter: new EncodedFilter(filter),
      ...(paging && { paging }),
    });
    const { status, diagnostic } = response;
    const entries = () => [...this.entriesOf(response)].slice(0, size);
    if (status === RESULT.success) return { entries: entries() };
    if (search.scope === 'base' && NO_ENTRY.has(status)) return { entries: [] };
    const { baseDn } = search;
    const refused = fail.lookUpRefused({ url: this.url, baseDn, filter: filterText(filter) }, status, diagnostic);
    if (status === RESULT.sizeLimitExceeded && response.entries.length > 0) return { entries: entries(), cut: refused };
    throw refused;
  }

  /** Decodes the entries of a page one by one. A malformed entry makes the whole response unreadable. */
  *entriesOf({ entries }: PageResponse): Generator<SearchResultEntry> {
    try {
      yield* entries;
    } catch (error) {
      throw error instanceof MalformedMessage ? fail.requestFailed(this.url, error) : error;
    }
  }

  get search(): fail.SearchContext {
    return { url: this.url, baseDn: this.pool.baseDn, filter: this.pool.filter };
  }

  /** Sends an unbind request, if the connection is still open, and closes it. */
  async unbind(): Promise<void> {
    if (this.client) await withTimeout(UNBIND_TIMEOUT, this.client.unbind()).catch(() => undefined);
    this.close();
  }

  /** Closes the connection at once; a pending request fails. Safe to call twice. */
  close(): void {
    this.closed = true;
    for (const socket of this.sockets) socket.destroy();
  }

  private async startTls(socket: Socket): Promise<void> {
    const plain = await PagedClient.over(socket);
    await this.step(plain.startTls(), this.timeouts.connect, fail.startTlsFailed);
  }

  private handshake(socket: Socket, host: string): Promise<Socket> {
    const { mode, ca } = this.pool.tls;
    const handshake = secureSocket(socket, tlsOptions(host, ca));
    return this.step(handshake, this.timeouts.connect, mode === 'ldaps' ? fail.ldapsFailed : fail.tlsFailed);
  }

  private request(request: Omit<Parameters<PagedClient['page']>[0], 'timeLimit'>): Promise<PageResponse> {
    const timeLimit = Math.ceil(this.timeouts.operation / 1_000);
    const response = this.open().page({ ...request, timeLimit });
    return this.step(response, this.timeouts.operation, fail.requestFailed);
  }

  private parseFilter(): Filter {
    const parsed = parseFilter(this.pool.filter);
    if (!parsed.ok) throw fail.filterRejected(this.search);
    return new EncodedFilter(parsed.filter);
  }

  /** Closes the connection when the step fails. */
  private async step<T>(
    work: Promise<T>,
    milliseconds: number,
    failed: (url: string, cause: unknown) => SyncError,
  ): Promise<T> {
    try {
      return await withTimeout(milliseconds, work);
    } catch (cause) {
      this.close();
      throw this.withoutPassword(failed(this.url, cause));
    }
  }

  /** Removes the password from the cause: a library or a server may have repeated it in its message. */
  private withoutPassword(error: SyncError): SyncError {
    const { cause } = error;
    const { bindPassword = '' } = this.pool;
    if (bindPassword === '' || !(cause instanceof Error) || !cause.message.includes(bindPassword)) return error;
    return error.withCause(new Error(cause.message.replaceAll(bindPassword, '***')));
  }

  private addSocket(socket: Socket): void {
    socket.on('error', () => undefined);
    if (this.closed) socket.destroy();
    this.sockets.push(socket);
  }

  private openSocket(): Socket {
    const socket = this.sockets.at(-1);
    if (!socket || this.closed) throw fail.connectFailed(this.url, new Error('The connection was lost'));
    return socket;
  }

  private open(): PagedClient {
    if (!this.client || this.closed) throw fail.connectFailed(this.url, new Error('The connection was lost'));
    return this.client;
  }
}
