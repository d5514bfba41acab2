import { MalformedMessage } from './ber-cursor.js';
import { TAG } from './tags.js';

/** Larger than any entry of a person. The limit keeps a server from filling the memory of this process. */
const MAX_MESSAGE_SIZE = 64 * 1024 * 1024;

/** Splits the data of a connection into complete LDAP messages. Copies only messages that arrive in several pieces. */
export class MessageFramer {
  private pieces: Buffer[] = [];
  private pending = 0;
  /** Size of the first pending message; 0 until its length has arrived. */
  private expected = 0;

  /** Adds a piece and returns the messages that are now complete. Throws `MalformedMessage`. */
  *take(piece: Buffer): Iterable<Buffer> {
    this.pieces.push(piece);
    this.pending += piece.length;
    if (this.expected > this.pending) return;

    const bytes = this.pieces.length === 1 ? piece : Buffer.concat(this.pieces, this.pending);
    let at = 0;
    for (;;) {
      this.expected = sizeAt(bytes, at);
      if (this.expected === 0 || at + this.expected > bytes.length) break;
      yield bytes.subarray(at, at + this.expected);
      at += this.expected;
    }
    this.pieces = at < bytes.length ? [bytes.subarray(at)] : [];
    this.pending = bytes.length - at;
  }
}

/** Size of the message at the offset, including its header; 0 when its length has not arrived completely. */
function sizeAt(bytes: Buffer, at: number): number {
  const left = bytes.length - at;
  if (left > 0 && bytes[at] !== TAG.sequence) throw new MalformedMessage('no message where one must begin');
  if (left < 2) return 0;
  const first = bytes.readUInt8(at + 1);
  if (first < 0x80) return 2 + first;

  const count = first & 0x7f;
  if (count === 0 || count > 4) throw new MalformedMessage('a length that LDAP does not allow');
  if (left < 2 + count) return 0;
  const size = 2 + count + bytes.readUIntBE(at + 2, count);
  if (size > MAX_MESSAGE_SIZE) throw new MalformedMessage(`a message of ${size} bytes`);
  return size;
}
