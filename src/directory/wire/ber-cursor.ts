import { TAG } from './tags.js';

/** The server sent data that is not LDAP. The message is discarded as a whole. */
export class MalformedMessage extends Error {
  constructor(reason: string) {
    super(`The server sent something that is not an LDAP message: ${reason}`);
    this.name = 'MalformedMessage';
  }
}

/** A longer length fits neither into a JavaScript integer nor into memory. */
const MAX_LENGTH_BYTES = 4;
/** Integers in LDAP are at most 2147483647 (RFC 4511 section 4.1.1). */
const MAX_INTEGER_BYTES = 4;

/**
 * Reads BER elements in order, as restricted for LDAP: definite lengths, tags of one byte (RFC 4511 section 5.1). An
 * element that exceeds the enclosing one throws `MalformedMessage`.
 */
export class BerCursor {
  /** Offset of the next byte. */
  at = 0;

  constructor(readonly bytes: Buffer) {}

  /** Enters an element that has the tag and ends before `limit`; returns the offset of its end. */
  enter(tag: number, limit: number): number {
    if (this.at >= limit || this.bytes[this.at] !== tag) {
      throw new MalformedMessage(`element 0x${tag.toString(16)} is missing`);
    }
    this.at += 1;
    return this.end(limit);
  }

  /** Enters an element with any tag; returns the tag and the offset of its end. */
  next(limit: number): { readonly tag: number; readonly end: number } {
    const tag = this.byte(limit);
    return { tag, end: this.end(limit) };
  }

  /** Skips an element that has the tag; returns its content. */
  skip(tag: number, limit: number): Buffer {
    const end = this.enter(tag, limit);
    const content = this.bytes.subarray(this.at, end);
    this.at = end;
    return content;
  }

  /** Skips an integer of any sign. */
  skipInteger(tag: number, limit: number): void {
    const { length } = this.skip(tag, limit);
    if (length === 0 || length > MAX_INTEGER_BYTES) throw new MalformedMessage('an integer of an invalid size');
  }

  /** Reads an integer that is not negative, such as a message id. */
  integer(limit: number): number {
    const end = this.enter(TAG.integer, limit);
    if (end === this.at || end - this.at > MAX_INTEGER_BYTES)
      throw new MalformedMessage('an integer of an invalid size');
    if ((this.bytes[this.at] ?? 0) > 0x7f) throw new MalformedMessage('a negative integer');
    let value = 0;
    for (; this.at < end; this.at += 1) value = value * 256 + (this.bytes[this.at] ?? 0);
    return value;
  }

  private end(limit: number): number {
    const length = this.length(limit);
    const end = this.at + length;
    if (end > limit) throw new MalformedMessage('an element exceeds the enclosing one');
    return end;
  }

  private length(limit: number): number {
    const first = this.byte(limit);
    if (first < 0x80) return first;
    const count = first & 0x7f;
    if (count === 0 || count > MAX_LENGTH_BYTES) throw new MalformedMessage('a length that LDAP does not allow');
    let length = 0;
    for (let index = 0; index < count; index += 1) length = length * 256 + this.byte(limit);
    return length;
  }

  private byte(limit: number): number {
    const byte = this.at < limit ? this.bytes[this.at] : undefined;
    if (byte === undefined) throw new MalformedMessage('an element ends within its length');
    this.at += 1;
    return byte;
  }
}
