// oxlint-disable no-underscore-dangle -- private members of ldapts: its public API does not expose the controls of a response.
import type { Socket } from 'node:net';

import { Client, PagedResultsControl, ResultCodeError, SearchRequest, type Filter, type SearchResponse } from 'ldapts';

import { MalformedMessage } from '../wire/ber-cursor.js';
import { messageIdOfEntry, SearchResultEntries, type SearchResultEntry } from '../wire/search-result-entry.js';
import { MessageFramer } from '../wire/message-framer.js';
import { referralsIn, verifyResponse } from '../wire/response.js';
import { TAG } from '../wire/tags.js';

/** Of the paged-results control (RFC 2696). */
export interface Paging {
  readonly size: number;
  /** Absent for the first page. */
  readonly cookie?: Buffer | undefined;
}

export interface PageRequest {
  readonly baseDn: string;
  readonly scope: 'base' | 'one' | 'sub';
  readonly filter: Filter;
  readonly attributes: readonly string[];
  /** Absent for a search without paging. */
  readonly paging?: Paging | undefined;
  /** How many entries the server is to return at most. @default as many as there are */
  readonly sizeLimit?: number | undefined;
}

/** The response of the server, not interpreted. */
export interface PageResponse {
  readonly status: number;
  readonly diagnostic: string;
  /** Decoded during iteration. */
  readonly entries: Iterable<SearchResultEntry> & Pick<SearchResultEntries, 'length' | 'hasRanges'>;
  /** Number of continuation references. */
  readonly referrals: number;
  /** URLs of the servers that hold the base, if this one does not (RFC 4511 section 4.1.10). */
  readonly elsewhere: readonly string[];
  /** Cookie of the paged-results control: empty on the last page, undefined when the server sent no such control. */
  readonly cookie: Buffer | undefined;
}

/** A search that the server has not answered completely. */
interface Search {
  readonly messageId: number;
  readonly entries: SearchResultEntries;
  elsewhere: readonly string[];
}

/** The private members of ldapts 9.2.0 that this client uses. A test fails when a new version does not have them. */
interface ClientInternals {
  _connect(): Promise<void> | undefined;
  _nextMessageId(): number;
  _send(message: SearchRequest): Promise<SearchResponse>;
  readonly messageParser: { read(data: Buffer, pending: unknown): void };
}

const START_TLS = '1.3.6.1.4.1.1466.20037';
/** RFC 4532. */
const WHO_AM_I = '1.3.6.1.4.1.4203.1.11.3';

/**
 * An ldapts client over an open socket that exposes the controls of a response.
 *
 * The paged search of ldapts ends as if complete when a page has no control or no entries, and it reconnects silently
 * after a lost connection. Here a request fails when its connection is lost. Entries are decoded by `wire/`; ldapts
 * parses all other messages after `verifyResponse` has checked their structure.
 */
export class PagedClient {
  private readonly client: Client;
  private readonly internals: ClientInternals;
  private readonly framer = new MessageFramer();
  /** The current search and the entries it has returned. */
  private search: Search | undefined;
  private malformed: MalformedMessage | undefined;
  private receivedAt = 0;

  static async over(socket: Socket): Promise<PagedClient> {
    const client = new PagedClient(socket);
    await client.internals._connect();
    return client;
  }

  private constructor(private readonly socket: Socket) {
    let isUsed = false;
    const useOnce = (): Socket => {
      if (isUsed) throw new Error('The connection was lost');
      isUsed = true;
      return socket;
    };
    // The address is not used: the socket is connected already.
    this.client = new Client({ url: 'ldap://localhost', createConnection: useOnce });
    this.internals = this.client as unknown as ClientInternals;
    this.interceptEntries();
  }

  /** Rejects with the ldapts error of the result code. An empty DN and an empty password make an anonymous bind. */
  async bind(dn: string, password: string): Promise<void> {
    await this.orMalformed(this.client.bind(dn, password));
  }

  /** Asks to be signed in as whom the client certificate names (SASL EXTERNAL, RFC 4422 appendix A). Rejects like `bind`. */
  async bindExternal(): Promise<void> {
    await this.orMalformed(this.client.bind('EXTERNAL'));
  }

  /**
   * The identity under which the server answers (RFC 4532), e.g. `dn:cn=reader,dc=example,dc=org` or `u:CORP\reader`; empty
   * when nobody has signed in, undefined when the server does not say.
   */
  async whoAmI(): Promise<string | undefined> {
    try {
      const { value = '' } = await this.orMalformed(this.client.exop(WHO_AM_I));
      // An empty DN is nobody, too (RFC 4513 section 5.2.1.8).
      return /^dn:\s*$/i.test(value) ? '' : value;
    } catch (error) {
      if (error instanceof ResultCodeError) return undefined;
      throw error;
    }
  }

  /** Requests TLS on this connection (RFC 4511 section 4.14) and stops reading from the socket. */
  async startTls(): Promise<void> {
    await this.orMalformed(this.client.exop(START_TLS));
    this.socket.removeAllListeners('data');
  }

  async page({ baseDn, scope, filter, attributes, paging, sizeLimit = 0 }: PageRequest): Promise<PageResponse> {
    const controls = paging ? [new PagedResultsControl({ value: paging })] : [];
    const messageId = this.internals._nextMessageId();
    const search: Search = { messageId, entries: new SearchResultEntries(), elsewhere: [] };
    this.search = search;
    // No limits of our own for reads: a page may take as long as entries keep coming, and a size limit would hide that there are more.
    const limits = { sizeLimit, timeLimit: 0 };
    const request = { messageId, baseDN: baseDn, scope, filter, attributes: [...attributes], ...limits };
    const response = await this.orMalformed(this.internals._send(new SearchRequest({ ...request, controls })));
    const control = response.controls?.find((each) => each instanceof PagedResultsControl);
    return {
      status: response.status,
      diagnostic: response.errorMessage,
      entries: search.entries,
      referrals: response.searchReferences.length,
      elsewhere: search.elsewhere,
      cookie: control ? (control.value?.cookie ?? Buffer.alloc(0)) : undefined,
    };
  }

  /** When the last byte arrived, as `performance.now()` counts; 0 before the first one. */
  get lastByteAt(): number {
    return this.receivedAt;
  }

  /** Sends an unbind request and closes the connection. */
  async unbind(): Promise<void> {
    await this.client.unbind();
  }

  /**
   * Takes entries out of the stream before ldapts parses it. A malformed message closes the connection and rejects the
   * pending request.
   */
  private interceptEntries(): void {
    const { messageParser } = this.internals;
    const parse = messageParser.read.bind(messageParser);
    messageParser.read = (piece, pending) => {
      this.receivedAt = performance.now();
      try {
        for (const message of this.framer.take(piece)) if (!this.takeEntry(message)) parse(message, pending);
      } catch (error) {
        if (!(error instanceof MalformedMessage)) throw error;
        this.malformed = error;
        this.socket.destroy();
      }
    };
  }

  private takeEntry(message: Buffer): boolean {
    const messageId = messageIdOfEntry(message);
    if (messageId === undefined) {
      if (verifyResponse(message) === TAG.searchResultDone) this.endSearch(message);
      return false;
    }
    if (messageId !== this.search?.messageId) throw new MalformedMessage('an entry without a request');
    this.search.entries.add(message);
    return true;
  }

  private endSearch(message: Buffer): void {
    if (this.search) this.search.elsewhere = referralsIn(message);
    this.search = undefined;
  }

  /** Rejects with the malformed message, if that is why the connection was closed. */
  private async orMalformed<T>(response: Promise<T>): Promise<T> {
    try {
      return await response;
    } catch (error) {
      throw this.malformed ?? error;
    }
  }
}
