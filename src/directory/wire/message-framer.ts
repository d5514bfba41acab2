import { MalformedMessage } from './ber-cursor.js';
import { TAG } from './tags.js';

/** No person is larger; a server that announces more would have us hold it all. */
const LARGEST = 64 * 1024 * 1024;

/** Cuts what a server sends into whole LDAP messages, whatever pieces it arrives in. Copies only what lies across two. */
export class MessageFramer {
  private pieces: Buffer[] = [];
  private held = 0;
  /** Bytes of the message that begins what is held; 0 as long as its length is not there. */
  private wanted = 0;

  /** The messages that are whole now. Throws `MalformedMessage`. */
  *take(piece: Buffer): Iterable<Buffer> {
    this.pieces.push(piece);
    this.held += piece.length;
    if (this.wanted > this.held) return;

    const bytes = this.pieces.length === 1 ? piece : Buffer.concat(this.pieces, this.held);
    let at = 0;
    for (;;) {
      this.wanted = sizeAt(bytes, at);
      if (this.wanted === 0 || at + this.wanted > bytes.length) break;
      yield bytes.subarray(at, at + this.wanted);
      at += this.wanted;
    }
    this.pieces = at < bytes.length ? [bytes.subarray(at)] : [];
    this.held = bytes.length - at;
  }
}

/** Size of the message that begins there, with its header; 0 when too little of it is there to know. */
function sizeAt(bytes: Buffer, at: number): number {
  const left = bytes.length - at;
  if (left > 0 && bytes[at] !== TAG.sequence) throw new MalformedMessage('no message begins where one must');
  if (left < 2) return 0;
  const first = bytes.readUInt8(at + 1);
  if (first < 0x80) return 2 + first;

  const count = first & 0x7f;
  if (count === 0 || count > 4) throw new MalformedMessage('a length that LDAP does not allow');
  if (left < 2 + count) return 0;
  const size = 2 + count + bytes.readUIntBE(at + 2, count);
  if (size > LARGEST) throw new MalformedMessage(`a message of ${size} bytes`);
  return size;
}
