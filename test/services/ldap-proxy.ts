/** A TCP proxy in front of a directory that disturbs what the directory answers to paged searches. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

import { BerCursor } from '../../src/directory/wire/ber-cursor.js';
import { MessageFramer } from '../../src/directory/wire/message-framer.js';
import { PAGED_RESULTS } from '../../src/directory/wire/response.js';
import { TAG } from '../../src/directory/wire/tags.js';

/** A message of the answer to a paged search. */
export interface PageMessage {
  /** Which connection of the proxy, beginning with 1. */
  readonly connection: number;
  /** Which page of the connection, beginning with 1. */
  readonly page: number;
  /** Which message of the page, beginning with 1. */
  readonly position: number;
  readonly isEnd: boolean;
}

/**
 * - `pass`: the message is passed on; `drop`: it is not.
 * - `cut`: the connection is closed instead; `half`: after one half of the message.
 * - `stall`: nothing more is passed on, and the connection stays open.
 * - `repeat`: the answer to the search before is sent again, as the answer to this one.
 * - `{ status }`: the page ends with this result code.
 */
export type Disturbance = 'pass' | 'drop' | 'cut' | 'half' | 'stall' | 'repeat' | { readonly status: number };

export class LdapProxy {
  readonly url: string;
  /** Called for each message of the answer to a paged search. */
  disturb: (message: PageMessage) => Disturbance = () => 'pass';
  /** After how many bytes of what precedes the first page a connection is closed. */
  closesAfter: (connection: number) => number = () => Infinity;
  /** The number of connections so far. */
  connections = 0;
  private readonly sockets = new Set<Socket>();

  /** @param port of the directory, on loopback. */
  static async start(port: number): Promise<LdapProxy> {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return new LdapProxy(server, port);
  }

  private constructor(
    private readonly server: Server,
    port: number,
  ) {
    this.url = `ldap://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('connection', (client) => {
      const directory = connect(port, '127.0.0.1');
      this.connections += 1;
      for (const socket of [client, directory]) this.sockets.add(socket.on('error', () => undefined));
      const left = this.closesAfter(this.connections);
      new ProxiedConnection(client, directory, this.connections, left, (message) => this.disturb(message)).start();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((closed) => this.server.close(closed));
  }
}

class ProxiedConnection {
  private readonly requests = new MessageFramer();
  private readonly answers = new MessageFramer();
  /** Message ids of the paged searches, in their order. */
  private readonly pages: number[] = [];
  private position = 0;
  private isSilent = false;
  private sent: Buffer[] = [];
  private sentBefore: Buffer[] = [];

  constructor(
    private readonly client: Socket,
    private readonly directory: Socket,
    private readonly number: number,
    private left: number,
    private readonly disturb: LdapProxy['disturb'],
  ) {}

  start(): void {
    if (this.left === 0) return void this.client.end();
    this.client.on('data', (data: Buffer) => {
      for (const request of this.requests.take(data)) {
        if (request.includes(PAGED_RESULTS, 0, 'latin1')) this.pages.push(messageIdOf(request));
        this.directory.write(request);
      }
    });
    this.directory.on('data', (data: Buffer) => {
      for (const answer of this.answers.take(data)) if (!this.isSilent) this.pass(Buffer.from(answer));
    });
    this.client.on('close', () => this.directory.destroy());
    this.directory.on('close', () => this.client.destroy());
  }

  private pass(message: Buffer): void {
    const page = this.pages.indexOf(messageIdOf(message)) + 1;
    if (page === 0) return this.passBefore(message);
    const isEnd = operationOf(message) === TAG.searchResultDone;
    this.position += 1;
    this.apply(this.disturb({ connection: this.number, page, position: this.position, isEnd }), message);
    if (isEnd) [this.position, this.sentBefore, this.sent] = [0, this.sent, []];
  }

  private passBefore(message: Buffer): void {
    if (message.length < this.left) this.client.write(message);
    else this.client.end(message.subarray(0, this.left));
    this.left -= message.length;
    this.isSilent ||= this.left <= 0;
  }

  private apply(disturbance: Disturbance, message: Buffer): void {
    if (disturbance === 'pass') this.send(message);
    else if (disturbance === 'cut') this.client.destroy();
    else if (disturbance === 'half') this.client.end(message.subarray(0, Math.ceil(message.length / 2)));
    else if (disturbance === 'repeat') for (const each of this.sentBefore) this.send(answerTo(message, each));
    else if (typeof disturbance === 'object') this.send(endOf(message, disturbance.status));
    this.isSilent ||= disturbance !== 'pass' && disturbance !== 'drop' && disturbance !== 'repeat';
  }

  private send(message: Buffer): void {
    this.sent.push(message);
    this.client.write(message);
  }
}

function messageIdOf(message: Buffer): number {
  const cursor = new BerCursor(message);
  return cursor.integer(cursor.enter(TAG.sequence, message.length));
}

function operationOf(message: Buffer): number | undefined {
  return message[bodyOf(message)];
}

/** Offset of the operation, after the message id. */
function bodyOf(message: Buffer): number {
  const cursor = new BerCursor(message);
  cursor.integer(cursor.enter(TAG.sequence, message.length));
  return cursor.at;
}

/** `earlier` as an answer to the request that `message` answers. */
function answerTo(message: Buffer, earlier: Buffer): Buffer {
  return element(TAG.sequence, idOf(message), earlier.subarray(bodyOf(earlier)));
}

/** The end of a search, without controls. */
function endOf(message: Buffer, status: number): Buffer {
  const empty = element(TAG.octetString);
  const result = [element(TAG.enumerated, Buffer.of(status)), empty, empty];
  return element(TAG.sequence, idOf(message), element(TAG.searchResultDone, ...result));
}

function idOf(message: Buffer): Buffer {
  const cursor = new BerCursor(message);
  cursor.enter(TAG.sequence, message.length);
  return message.subarray(cursor.at, bodyOf(message));
}

function element(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const length = Buffer.of(0x84, 0, 0, 0, 0);
  length.writeUInt32BE(content.length, 1);
  return Buffer.concat([Buffer.of(tag), length, content]);
}
