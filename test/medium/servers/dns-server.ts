import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';

export interface ServiceRecord {
  readonly name: string;
  readonly port?: number;
  readonly priority: number;
  readonly weight: number;
}

const HEADER_LENGTH = 12;
const SRV = 33;
const NAME_UNKNOWN = 3;

/** A DNS server on loopback that knows SRV records (RFC 1035, RFC 2782) and nothing else. */
export class DnsServer {
  /** The names that were asked for. */
  readonly asked: string[] = [];

  static async start(records: Readonly<Record<string, readonly ServiceRecord[]>>): Promise<DnsServer> {
    const socket = createSocket('udp4');
    await new Promise<void>((listening) => socket.bind(0, '127.0.0.1', listening));
    return new DnsServer(socket, records);
  }

  private constructor(
    private readonly socket: Socket,
    private readonly records: Readonly<Record<string, readonly ServiceRecord[]>>,
  ) {
    socket.on('message', (question, from) => this.answer(question, from));
  }

  /** Asks this server only. */
  resolver(): Resolver {
    const resolver = new Resolver({ timeout: 2_000, tries: 1 });
    resolver.setServers([`127.0.0.1:${this.socket.address().port}`]);
    return resolver;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise<void>((closed) => this.socket.close(() => closed()));
  }

  private answer(question: Buffer, { port, address }: RemoteInfo): void {
    const { name, end } = questionIn(question);
    this.asked.push(name);
    const answers = (this.records[name.toLowerCase()] ?? []).map(recordOf);
    const header = Buffer.alloc(HEADER_LENGTH);
    question.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x84_00 | (answers.length === 0 ? NAME_UNKNOWN : 0), 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(answers.length, 6);
    this.socket.send(Buffer.concat([header, question.subarray(HEADER_LENGTH, end), ...answers]), port, address);
  }
}

function questionIn(message: Buffer): { readonly name: string; readonly end: number } {
  const labels = [];
  let at = HEADER_LENGTH;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  // The name ends with an empty label; type and class follow.
  return { name: labels.join('.'), end: at + 5 };
}

function recordOf({ name, port = 389, priority, weight }: ServiceRecord): Buffer {
  const target = Buffer.concat([...name.split('.').map(labelOf), Buffer.of(0)]);
  // A pointer to the name in the question, SRV, IN, and how many seconds it is valid.
  const head = Buffer.from([0xc0, HEADER_LENGTH, 0, SRV, 0, 1, 0, 0, 0, 60]);
  const data = Buffer.alloc(8);
  for (const [index, value] of [6 + target.length, priority, weight, port].entries())
    data.writeUInt16BE(value, 2 * index);
  return Buffer.concat([head, data, target]);
}

function labelOf(label: string): Buffer {
  const bytes = Buffer.from(label, 'latin1');
  return Buffer.concat([Buffer.of(bytes.length), bytes]);
}
