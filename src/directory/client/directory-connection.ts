import type { Socket } from 'node:net';

import { PresenceFilter, type Filter } from 'ldapts';

import { SyncError } from '../../contract/sync-error.js';
import type { DataPoolSettings } from '../../settings/schema/data-pool-settings.js';
import { parseFilter } from '../../settings/rules/ldap-filter.js';
import { parseLdapUrl } from '../../settings/rules/ldap-url.js';
import { withTimeout } from '../../contract/timeouts.js';
import type { Timeouts } from './timeouts.js';
import { dialectOf, ROOT_DSE_ATTRIBUTES, type Dialect } from '../dialects/dialects.js';
import * as fail from './directory-errors.js';
import { EncodedFilter } from './encoded-filter.js';
import { PagedClient, type PageAnswer } from './paged-client.js';
import { RESULT } from './result-codes.js';
import { openSocket, resolveHost, secureSocket, tlsOptions } from './transport.js';
import { MalformedMessage } from '../wire/ber-cursor.js';
import type { SearchResultEntry } from '../wire/search-result-entry.js';
import { PAGED_RESULTS } from '../wire/response.js';

const EVERYTHING = new PresenceFilter({ attribute: 'objectClass' });

export interface Product {
  readonly dialect: Dialect;
  /** Whether the root DSE announces paged results; undefined when it is not readable. */
  readonly announcesPaging: boolean | undefined;
}

/**
 * One connection to one server, in steps that are taken in order: resolve, connect, protect, bind. Never connects again
 * by itself: a connection that was lost has failed. Each step throws a `SyncError`.
 */
export class DirectoryConnection {
  readonly url: string;
  private resolvedAddresses: readonly string[] = [];
  private readonly sockets: Socket[] = [];
  private client: PagedClient | undefined;
  private closed = false;

  constructor(
    url: string,
    private readonly pool: DataPoolSettings,
    private readonly timeouts: Timeouts,
  ) {
    this.url = url;
  }

  async resolve(): Promise<void> {
    const { host } = parseLdapUrl(this.url);
    this.resolvedAddresses = await this.step(resolveHost(host), this.timeouts.connect, fail.connectFailed);
    if (this.resolvedAddresses.length === 0) throw fail.hostNotFound(this.url);
  }

  /** Of the server, once its name is resolved. */
  get addresses(): readonly string[] {
    return this.resolvedAddresses;
  }

  async connect(): Promise<void> {
    const opening = openSocket(parseLdapUrl(this.url), this.resolvedAddresses, this.timeouts.connect);
    // A connection that comes up after its deadline is closed again.
    opening.then((socket) => this.keep(socket)).catch(() => undefined);
    await this.step(opening, this.timeouts.connect, fail.connectFailed);
  }

  /** TLS as the data pool asks for it. */
  async secure(): Promise<void> {
    const { tls } = this.pool;
    const socket = this.openSocket();
    if (tls.mode === 'starttls') await this.startTls(socket);

    const { host } = parseLdapUrl(this.url);
    const used = tls.mode === 'none' ? socket : await this.handshake(socket, host);
    if (used !== socket) this.keep(used);
    this.client = await PagedClient.over(used);
  }

  /** With the user of the data pool, or anonymously without one. */
  async bind(): Promise<void> {
    const { bindDn, bindPassword = '' } = this.pool;
    const binding = this.open().bind(bindDn, bindDn === '' ? '' : bindPassword);
    await this.step(binding, this.timeouts.operation, (url, cause) => fail.bindFailed(url, bindDn, cause));
  }

  /** Which product this is (RFC 4512 section 5.1); a root DSE that may not be read tells nothing. */
  async product(): Promise<Product> {
    const answer = await this.ask({ baseDn: '', scope: 'base', filter: EVERYTHING, attributes: ROOT_DSE_ATTRIBUTES });
    const [root] = answer.status === RESULT.success ? this.entriesOf(answer) : [];
    if (!root) return { dialect: dialectOf(new Map()), announcesPaging: undefined };

    const values = new Map(root.attributes.map(({ type, values: list }) => [type.toLowerCase(), list.map(String)]));
    const controls = values.get('supportedcontrol');
    return { dialect: dialectOf(values), announcesPaging: controls?.includes(PAGED_RESULTS) };
  }

  /** Throws `LDAP_BASE_NOT_FOUND` when the base is not there or may not be seen. */
  async findBase(): Promise<void> {
    const { baseDn } = this.pool;
    const answer = await this.ask({ baseDn, scope: 'base', filter: EVERYTHING, attributes: ['1.1'] });
    if (answer.status !== RESULT.success) throw fail.searchRefused(this.search, answer.status, answer.diagnostic);
    if (answer.entries.length === 0) throw fail.baseNotFound(this.search);
  }

  /** One page of the search of the data pool, whatever its result code is. */
  async page(attributes: readonly string[], paging: { size: number; cookie: Buffer | undefined }): Promise<PageAnswer> {
    const filter = this.parseFilter();
    return this.ask({ baseDn: this.pool.baseDn, scope: 'sub', filter, attributes, paging });
  }

  /** The entries of a page, decoded one by one. An entry that cannot be read is an answer that cannot. */
  *entriesOf({ entries }: PageAnswer): Generator<SearchResultEntry> {
    try {
      yield* entries;
    } catch (error) {
      throw error instanceof MalformedMessage ? fail.requestFailed(this.url, error) : error;
    }
  }

  get search(): fail.SearchContext {
    return { url: this.url, baseDn: this.pool.baseDn, filter: this.pool.filter };
  }

  /** Ends the session in good form, as far as the server is still there. */
  async unbind(): Promise<void> {
    if (this.client) await withTimeout(1_000, this.client.unbind()).catch(() => undefined);
    this.close();
  }

  /** Closes at once; what is under way fails. Safe to call twice. */
  close(): void {
    this.closed = true;
    for (const socket of this.sockets) socket.destroy();
  }

  private async startTls(socket: Socket): Promise<void> {
    const plain = await PagedClient.over(socket);
    await this.step(plain.startTls(), this.timeouts.connect, fail.tlsFailed);
  }

  private handshake(socket: Socket, host: string): Promise<Socket> {
    const handshake = secureSocket(socket, tlsOptions(host, this.pool.tls.ca));
    return this.step(handshake, this.timeouts.connect, fail.tlsFailed);
  }

  private ask(request: Omit<Parameters<PagedClient['page']>[0], 'timeLimit'>): Promise<PageAnswer> {
    const timeLimit = Math.ceil(this.timeouts.operation / 1_000);
    const answer = this.open().page({ ...request, timeLimit });
    return this.step(answer, this.timeouts.operation, fail.requestFailed);
  }

  private parseFilter(): Filter {
    const parsed = parseFilter(this.pool.filter);
    if (!parsed.ok) throw fail.filterRejected(this.search);
    return new EncodedFilter(parsed.filter);
  }

  /** After a failure nothing more is done with the connection. */
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

  /** What a library or a server says is kept as the cause; the password is not, should anybody repeat it. */
  private withoutPassword(error: SyncError): SyncError {
    const { cause, code, params } = error;
    const { bindPassword = '' } = this.pool;
    if (bindPassword === '' || !(cause instanceof Error) || !cause.message.includes(bindPassword)) return error;
    return new SyncError(code, { params, cause: new Error(cause.message.replaceAll(bindPassword, '***')) });
  }

  private keep(socket: Socket): void {
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
