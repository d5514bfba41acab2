// oxlint-disable no-underscore-dangle -- ldapts keeps the controls of an answer to itself; these are its names.
import type { Socket } from 'node:net';

import { Client, PagedResultsControl, SearchRequest, type Filter, type SearchResponse } from 'ldapts';

import { MalformedMessage } from '../wire/ber-cursor.js';
import { SearchResultEntries } from '../wire/search-result-entries.js';
import { messageIdOfEntry, type SearchResultEntry } from '../wire/search-result-entry.js';
import { MessageFramer } from '../wire/message-framer.js';
import { verifyResponse } from '../wire/response.js';
import { TAG } from '../wire/tags.js';

export interface PageRequest {
  readonly baseDn: string;
  readonly scope: 'base' | 'sub';
  readonly filter: Filter;
  readonly attributes: readonly string[];
  /** Seconds that the server may take. */
  readonly timeLimit: number;
  /** Absent: not paged. */
  readonly paging?: { readonly size: number; readonly cookie: Buffer | undefined };
}

/** What the server answered, as it was: nothing is smoothed over. */
export interface PageAnswer {
  readonly status: number;
  readonly diagnostic: string;
  /** Decoded as they are walked. */
  readonly entries: Iterable<SearchResultEntry> & { readonly length: number };
  /** Continuation references met. */
  readonly referrals: number;
  /** Cookie of the paged-results control; empty on the last page, undefined when the server sent no such control. */
  readonly cookie: Buffer | undefined;
}

/** What of ldapts 9.2.0 is private and needed here; a test says so when it is there no more. */
interface ClientInternals {
  _connect(): Promise<void> | undefined;
  _nextMessageId(): number;
  _send(message: SearchRequest): Promise<SearchResponse>;
  readonly messageParser: { read(data: Buffer, pending: unknown): void };
}

const START_TLS = '1.3.6.1.4.1.1466.20037';

/**
 * An ldapts client over a socket that is open already, which shows the controls of an answer.
 *
 * ldapts' own paged search ends as if complete when a page comes without the control or without entries, and connects
 * again without a word when the connection was lost. Here a request goes over the one connection there is, or fails.
 * Entries are decoded here (`wire`); everything else that the server says is left to ldapts, once it is well formed.
 */
export class PagedClient {
  private readonly client: Client;
  private readonly internals: ClientInternals;
  private readonly splitter = new MessageFramer();
  /** What the search under way has found. */
  private search: { readonly messageId: number; readonly entries: SearchResultEntries } | undefined;
  private malformed: MalformedMessage | undefined;

  static async over(socket: Socket): Promise<PagedClient> {
    const client = new PagedClient(socket);
    await client.internals._connect();
    return client;
  }

  private constructor(private readonly socket: Socket) {
    let isTaken = false;
    const takeOnce = (): Socket => {
      if (isTaken) throw new Error('The connection was lost');
      isTaken = true;
      return socket;
    };
    // The address is not used: connecting is done already.
    this.client = new Client({ url: 'ldap://localhost', createConnection: takeOnce });
    this.internals = this.client as unknown as ClientInternals;
    this.takeEntries();
  }

  /** Rejects with ldapts' error of the result code. An empty name with an empty password is the anonymous bind. */
  async bind(dn: string, password: string): Promise<void> {
    await this.readable(this.client.bind(dn, password));
  }

  /** Asks for TLS on this connection (RFC 4511 section 4.14), and lets go of the socket. */
  async startTls(): Promise<void> {
    await this.readable(this.client.exop(START_TLS));
    this.socket.removeAllListeners('data');
  }

  async page({ baseDn, scope, filter, attributes, timeLimit, paging }: PageRequest): Promise<PageAnswer> {
    const controls = paging ? [new PagedResultsControl({ value: paging })] : [];
    const messageId = this.internals._nextMessageId();
    const entries = new SearchResultEntries();
    this.search = { messageId, entries };
    const request = { messageId, baseDN: baseDn, scope, filter, attributes: [...attributes], sizeLimit: 0, timeLimit };
    const answer = await this.readable(this.internals._send(new SearchRequest({ ...request, controls })));
    const control = answer.controls?.find((one) => one instanceof PagedResultsControl);
    return {
      status: answer.status,
      diagnostic: answer.errorMessage,
      entries,
      referrals: answer.searchReferences.length,
      cookie: control ? (control.value?.cookie ?? Buffer.alloc(0)) : undefined,
    };
  }

  /** Says goodbye and closes. */
  async unbind(): Promise<void> {
    await this.client.unbind();
  }

  /** Stands between the socket and the parser of ldapts. What is no LDAP ends the connection, and so what waits for it. */
  private takeEntries(): void {
    const { messageParser } = this.internals;
    const parse = messageParser.read.bind(messageParser);
    messageParser.read = (piece, pending) => {
      try {
        for (const message of this.splitter.take(piece)) if (!this.takeEntry(message)) parse(message, pending);
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
      if (verifyResponse(message) === TAG.searchResultDone) this.search = undefined;
      return false;
    }
    if (messageId !== this.search?.messageId) throw new MalformedMessage('an entry that nobody asked for');
    this.search.entries.add(message);
    return true;
  }

  /** Of a connection that was ended because of what came over it, that is the reason. */
  private async readable<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      throw this.malformed ?? error;
    }
  }
}
