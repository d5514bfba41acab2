import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, Server as TlsServer, type TlsOptions } from 'node:tls';

import { Ber, BerReader, BerWriter, ProtocolOperation } from 'ldapts';

/** Encodes a response to the message with the id. */
export type MessageOf = (messageId: number) => Buffer;

/** One response to a search: entries and references, then its end. */
export interface FakePage {
  readonly entries?: number;
  /** Further values of each entry. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
  readonly referrals?: number;
  /** Of the paged-results control; absent for a response without the control. */
  readonly cookie?: string;
  /** @default 0 */
  readonly status?: number;
  readonly diagnostic?: string;
  /** Sent between the entries and the end of the response. */
  readonly beforeEnd?: MessageOf;
  /** Sent instead of the end of the response. */
  readonly instead?: MessageOf;
  /** Sent after the end of the response, in the same packet. */
  readonly afterEnd?: MessageOf;
  /** Closes the connection instead of ending the response. */
  readonly disconnects?: boolean;
}

interface Response extends FakePage {
  readonly messageId: number;
}

/** Scope of a search for the entry itself (RFC 4511 section 4.5.1.2). */
const BASE_OBJECT = 0;
const PAGED_RESULTS = '1.2.840.113556.1.4.319';

/** A server with unusual responses: each search below the base gets the next of the pages. */
export class FakeDirectory {
  readonly url: string;
  /** Cookies of the searches that were received. */
  readonly cookies: string[] = [];
  /** Names of the binds that were received. */
  readonly bindNames: string[] = [];
  /** Size limits of the searches below the base that were received. */
  readonly sizeLimits: number[] = [];
  /** The result of searches for one entry by its DN. */
  baseStatus = 0;
  /** When set, each bind is refused with this diagnostic message. */
  bindRefusal: string | undefined;
  /** The answer to "Who am I?" (RFC 4532); undefined: refused. */
  identity: string | undefined;
  /** Answers to searches for `;range=<from>-*`, by `from`. */
  readonly ranges = new Map<string, Readonly<Record<string, readonly string[]>>>();
  /** Further attributes of the root DSE. */
  root: Readonly<Record<string, readonly string[]>> = {};
  /** When set, this is the response to every request. */
  onlyResponse: MessageOf | undefined;
  private readonly pages: FakePage[];
  private entries = 0;

  /** @param tls for LDAPS. */
  static async start(pages: readonly FakePage[], announcesPaging = true, tls?: TlsOptions): Promise<FakeDirectory> {
    const server = tls ? createTlsServer(tls) : createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return new FakeDirectory(server, pages, announcesPaging);
  }

  private constructor(
    private readonly server: Server,
    pages: readonly FakePage[],
    private readonly announcesPaging: boolean,
  ) {
    const address = server.address();
    const isTls = server instanceof TlsServer;
    this.url = `${isTls ? 'ldaps' : 'ldap'}://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    this.pages = [...pages];
    server.on(isTls ? 'secureConnection' : 'connection', (socket) => this.serve(socket));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise((closed) => this.server.close(closed));
  }

  private serve(socket: Socket): void {
    let pending = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.setNoDelay(true);
    socket.on('data', (data: Buffer) => {
      pending = Buffer.concat([pending, data]);
      for (let length = messageLength(pending); length !== undefined; length = messageLength(pending)) {
        this.respond(socket, pending.subarray(0, length));
        pending = pending.subarray(length);
      }
    });
  }

  private respond(socket: Socket, request: Buffer): void {
    const reader = new BerReader(request);
    reader.readSequence();
    const messageId = reader.readInt() ?? 0;
    const operation = reader.readSequence();
    if (this.onlyResponse) socket.write(this.onlyResponse(messageId));
    else if (operation === ProtocolOperation.LDAP_REQ_UNBIND) socket.end();
    else if (operation === ProtocolOperation.LDAP_REQ_BIND) {
      reader.readInt();
      this.bindNames.push(reader.readString() ?? '');
      const refusal = { status: this.bindRefusal === undefined ? 0 : 49, diagnostic: this.bindRefusal };
      socket.write(result(messageId, ProtocolOperation.LDAP_RES_BIND, refusal));
    } else if (operation === ProtocolOperation.LDAP_REQ_EXTENSION) {
      socket.write(whoAmI(messageId, this.identity));
    } else if (operation === ProtocolOperation.LDAP_REQ_SEARCH) this.search(socket, messageId, request, reader);
  }

  private search(socket: Socket, messageId: number, request: Buffer, reader: BerReader): void {
    const baseDn = reader.readString() ?? '';
    if (baseDn === '') {
      socket.write(rootDse(messageId, this.announcesPaging, this.root));
      socket.write(result(messageId, ProtocolOperation.LDAP_RES_SEARCH, { status: 0 }));
      return;
    }
    const from = /;range=(\d+)-\*/.exec(request.toString('latin1'))?.[1];
    if (from !== undefined) {
      const values = this.ranges.get(from);
      if (values) socket.write(searchEntry(messageId, 'uid=user1,dc=x', values));
      socket.write(result(messageId, ProtocolOperation.LDAP_RES_SEARCH, { status: 0 }));
      return;
    }
    if (reader.readEnumeration() === BASE_OBJECT) {
      if (this.baseStatus === 0)
        socket.write(searchEntry(messageId, baseDn, { entryUUID: ['00000000-0000-4000-8000-ffffffffffff'] }));
      socket.write(result(messageId, ProtocolOperation.LDAP_RES_SEARCH, { status: this.baseStatus }));
      return;
    }
    if (/createTimestamp|objectClass[^a-z]+alias/.test(request.toString('latin1'))) {
      socket.write(result(messageId, ProtocolOperation.LDAP_RES_SEARCH, { status: 53 }));
      return;
    }
    reader.readEnumeration();
    this.sizeLimits.push(reader.readInt() ?? 0);
    this.cookies.push(cookieOf(request));
    this.send(socket, { messageId, ...(this.pages.shift() ?? { status: 80 }) });
  }

  private send(socket: Socket, response: Response): void {
    const {
      messageId,
      entries = 0,
      values = {},
      referrals = 0,
      disconnects = false,
      beforeEnd,
      instead,
      afterEnd,
      ...end
    } = response;
    for (let count = 0; count < entries; count += 1) socket.write(entry(messageId, (this.entries += 1), values));
    for (let count = 0; count < referrals; count += 1) socket.write(reference(messageId));
    if (beforeEnd) socket.write(beforeEnd(messageId));
    if (disconnects) socket.end();
    else if (instead) socket.write(instead(messageId));
    else {
      const ending = result(messageId, ProtocolOperation.LDAP_RES_SEARCH, end);
      socket.write(afterEnd ? Buffer.concat([ending, afterEnd(messageId)]) : ending);
    }
  }
}

function messageLength(data: Buffer): number | undefined {
  const [, first] = data;
  if (first === undefined) return undefined;
  const digits = first < 0x80 ? 0 : first & 0x7f;
  if (data.length < 2 + digits) return undefined;
  const length = 2 + digits + (digits === 0 ? first : data.readUIntBE(2, digits));
  return data.length < length ? undefined : length;
}

function message(messageId: number, operation: number, write: (writer: BerWriter) => void, controls?: Buffer): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeInt(messageId);
  writer.startSequence(operation);
  write(writer);
  writer.endSequence();
  if (controls) writer.writeBuffer(controls, ProtocolOperation.LDAP_CONTROLS);
  writer.endSequence();
  return writer.buffer;
}

function result(messageId: number, operation: number, { status = 0, diagnostic = '', cookie }: FakePage): Buffer {
  const write = (writer: BerWriter) => {
    writer.writeEnumeration(status);
    writer.writeString('');
    writer.writeString(diagnostic);
  };
  return message(messageId, operation, write, cookie === undefined ? undefined : pagedControl(cookie));
}

function whoAmI(messageId: number, identity: string | undefined): Buffer {
  const operation = ProtocolOperation.LDAP_RES_EXTENSION;
  if (identity === undefined) return result(messageId, operation, { status: 2 });
  return message(messageId, operation, (writer) => {
    writer.writeEnumeration(0);
    writer.writeString('');
    writer.writeString('');
    writer.writeString(identity, 0x8b);
  });
}

function pagedControl(cookie: string): Buffer {
  const value = new BerWriter();
  value.startSequence();
  value.writeInt(0);
  value.writeString(cookie);
  value.endSequence();
  const control = new BerWriter();
  control.startSequence();
  control.writeString(PAGED_RESULTS);
  control.writeBuffer(value.buffer, Ber.OctetString);
  control.endSequence();
  return control.buffer;
}

function entry(messageId: number, number: number, values: NonNullable<FakePage['values']>): Buffer {
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  return searchEntry(messageId, `uid=user${number},dc=x`, { uid: [`user${number}`], entryUUID: [id], ...values });
}

function rootDse(messageId: number, announcesPaging: boolean, further: FakeDirectory['root']): Buffer {
  const supportedControl = announcesPaging ? [PAGED_RESULTS] : ['1.2.3.4'];
  return searchEntry(messageId, '', { objectClass: ['top'], supportedControl, ...further });
}

function searchEntry(messageId: number, dn: string, values: Readonly<Record<string, readonly string[]>>): Buffer {
  return message(messageId, ProtocolOperation.LDAP_RES_SEARCH_ENTRY, (writer) => {
    writer.writeString(dn);
    writer.startSequence();
    for (const [type, list] of Object.entries(values)) {
      writer.startSequence();
      writer.writeString(type);
      writer.startSequence(ProtocolOperation.LBER_SET);
      for (const value of list) writer.writeString(value);
      writer.endSequence();
      writer.endSequence();
    }
    writer.endSequence();
  });
}

function reference(messageId: number): Buffer {
  return message(messageId, ProtocolOperation.LDAP_RES_SEARCH_REF, (writer) => writer.writeString('ldap://elsewhere/'));
}

/** The cookie is the last element of a request: an octet string in the value of its only control. */
function cookieOf(request: Buffer): string {
  const at = request.indexOf(PAGED_RESULTS, 0, 'latin1');
  const tail = request.subarray(at + PAGED_RESULTS.length);
  return tail.toString('latin1').match(/page-\d+$/)?.[0] ?? '';
}
