import { isUtf8 } from 'node:buffer';

import { BerCursor } from './ber-cursor.js';
import { TAG } from './tags.js';

/** Option of an attribute of which the server returned a part of the values. */
const RANGE = ';range=';

export interface SearchResultAttribute {
  /** Name as the server spells it, with its options. */
  readonly type: string;
  /** Text when the value is valid UTF-8, otherwise bytes. */
  readonly values: readonly (string | Uint8Array)[];
}

/** One entry of a search result. */
export interface SearchResultEntry {
  readonly dn: string;
  readonly attributes: readonly SearchResultAttribute[];
}

/**
 * The entries of one page, decoded during iteration. Each decoded entry then lives only until it is mapped; decoding a
 * whole page at once would double its memory.
 *
 * Iteration throws `MalformedMessage` at a malformed entry.
 */
export class SearchResultEntries implements Iterable<SearchResultEntry> {
  private readonly messages: Buffer[] = [];
  private readonly types: string[] = [];

  private mayHaveRanges = false;

  add(message: Buffer): void {
    this.messages.push(message);
    this.mayHaveRanges ||= message.includes(RANGE, 0, 'latin1');
  }

  /** Whether an attribute may have only a part of its values, as `member;range=0-1499`. */
  get hasRanges(): boolean {
    return this.mayHaveRanges;
  }

  get length(): number {
    return this.messages.length;
  }

  *[Symbol.iterator](): Iterator<SearchResultEntry> {
    for (const message of this.messages) yield decodeEntry(message, this.types);
  }
}

/** The message id of a message that contains an entry; undefined for other messages. Throws `MalformedMessage`. */
export function messageIdOfEntry(message: Buffer): number | undefined {
  const cursor = new BerCursor(message);
  const end = cursor.enter(TAG.sequence, message.length);
  const messageId = cursor.integer(end);
  return message[cursor.at] === TAG.searchResultEntry ? messageId : undefined;
}

/**
 * Decodes the entry of a message in one pass (RFC 4511 section 4.5.2). Throws `MalformedMessage`.
 *
 * @param types attribute names of earlier entries by position; extended by this function. A server usually sends the
 *   same attributes in the same order, so most names are not decoded again.
 */
export function decodeEntry(message: Buffer, types: string[]): SearchResultEntry {
  const cursor = new BerCursor(message);
  const whole = cursor.enter(TAG.sequence, message.length);
  cursor.integer(whole);
  const end = cursor.enter(TAG.searchResultEntry, whole);
  // Decoded once: ASCII values are slices of this text.
  const text = message.toString('latin1', 0, end);
  const dn = valueOf(cursor, end, text);
  const attributes: SearchResultAttribute[] = [];
  const last = cursor.enter(TAG.sequence, end);
  while (cursor.at < last) {
    const attributeEnd = cursor.enter(TAG.sequence, last);
    const type = typeOf(cursor, attributeEnd, text, types, attributes.length);
    attributes.push({ type, values: valuesOf(cursor, attributeEnd, text) });
  }
  return { dn: typeof dn === 'string' ? dn : Buffer.from(dn).toString(), attributes };
}

function typeOf(cursor: BerCursor, limit: number, text: string, types: string[], position: number): string {
  const end = cursor.enter(TAG.octetString, limit);
  const known = types[position];
  const isKnown = known !== undefined && known.length === end - cursor.at && text.startsWith(known, cursor.at);
  // A copy, because it is kept: a slice would keep the whole text in memory.
  const type = isKnown ? known : (types[position] = cursor.bytes.toString('latin1', cursor.at, end));
  cursor.at = end;
  return type;
}

function valuesOf(cursor: BerCursor, limit: number, text: string): readonly (string | Uint8Array)[] {
  const end = cursor.enter(TAG.set, limit);
  const values = [];
  while (cursor.at < end) values.push(valueOf(cursor, end, text));
  return values;
}

function valueOf(cursor: BerCursor, limit: number, text: string): string | Uint8Array {
  const { bytes } = cursor;
  const end = cursor.enter(TAG.octetString, limit);
  const start = cursor.at;
  cursor.at = end;
  if (isAscii(bytes, start, end)) return text.slice(start, end);
  const value = bytes.subarray(start, end);
  // A copy: a view would keep the whole received buffer in memory.
  return isUtf8(value) ? value.toString() : Uint8Array.from(value);
}

function isAscii(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if ((bytes[at] ?? 0) > 0x7f) return false;
  return true;
}
