import { TAG } from './tags.js';

/** What a server sent is not LDAP. Nothing of it is used. */
export class MalformedMessage extends Error {
  constructor(reason: string) {
    super(`The server sent something that is not an LDAP message: ${reason}`);
    this.name = 'MalformedMessage';
  }
}

/** A longer length does not fit into a whole number of JavaScript, nor into memory. */
const MOST_LENGTH_BYTES = 4;
/** Whole numbers of LDAP go up to 2147483647 (RFC 4511 section 4.1.1). */
const MOST_NUMBER_BYTES = 4;

/**
 * Walks forward over elements of BER as LDAP restricts it: definite lengths, tags of one byte (RFC 4511 section 5.1).
 * An element that does not lie within the one around it throws `MalformedMessage`.
 */
export class BerCursor {
  /** Where it stands. */
  at = 0;

  constructor(readonly bytes: Buffer) {}

  /** Steps into the element, which must have the tag and end no later than `limit`; returns where it ends. */
  enter(tag: number, limit: number): number {
    if (this.at >= limit || this.bytes[this.at] !== tag) {
      throw new MalformedMessage(`no element 0x${tag.toString(16)} where one must be`);
    }
    this.at += 1;
    return this.end(limit);
  }

  /** Steps into the element, whatever it is; tells its tag and where it ends. */
  next(limit: number): { readonly tag: number; readonly end: number } {
    const tag = this.byte(limit);
    return { tag, end: this.end(limit) };
  }

  /** Steps over the element, which must have the tag; returns what is in it. */
  pass(tag: number, limit: number): Buffer {
    const end = this.enter(tag, limit);
    const content = this.bytes.subarray(this.at, end);
    this.at = end;
    return content;
  }

  /** Steps over a number, of whatever sign. */
  passNumber(tag: number, limit: number): void {
    const { length } = this.pass(tag, limit);
    if (length === 0 || length > MOST_NUMBER_BYTES) throw new MalformedMessage('a number of a strange size');
  }

  /** A whole number that is not negative, such as the id of a message. */
  integer(limit: number): number {
    const end = this.enter(TAG.integer, limit);
    if (end === this.at || end - this.at > MOST_NUMBER_BYTES) throw new MalformedMessage('a number of a strange size');
    if ((this.bytes[this.at] ?? 0) > 0x7f) throw new MalformedMessage('a negative number where none can be');
    let value = 0;
    for (; this.at < end; this.at += 1) value = value * 256 + (this.bytes[this.at] ?? 0);
    return value;
  }

  private end(limit: number): number {
    const length = this.length(limit);
    const end = this.at + length;
    if (end > limit) throw new MalformedMessage('an element is longer than the one around it');
    return end;
  }

  private length(limit: number): number {
    const first = this.byte(limit);
    if (first < 0x80) return first;
    const count = first & 0x7f;
    if (count === 0 || count > MOST_LENGTH_BYTES) throw new MalformedMessage('a length that LDAP does not allow');
    let length = 0;
    for (let index = 0; index < count; index += 1) length = length * 256 + this.byte(limit);
    return length;
  }

  private byte(limit: number): number {
    const byte = this.at < limit ? this.bytes[this.at] : undefined;
    if (byte === undefined) throw new MalformedMessage('an element ends before its length is told');
    this.at += 1;
    return byte;
  }
}
