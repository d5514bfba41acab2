import { isUtf8 } from 'node:buffer';

import { BerCursor } from './ber-cursor.js';
import { TAG } from './tags.js';

export interface SearchResultAttribute {
  /** As the server spells it, with its options. */
  readonly type: string;
  /** Text where the value is UTF-8, else its bytes. */
  readonly values: readonly (string | Uint8Array)[];
}

/** One entry of a search, as it came. */
export interface SearchResultEntry {
  readonly dn: string;
  readonly attributes: readonly SearchResultAttribute[];
}

/** The id of the search that a message answers, when it carries an entry; else undefined. Throws `MalformedMessage`. */
export function messageIdOfEntry(message: Buffer): number | undefined {
  const cursor = new BerCursor(message);
  const end = cursor.enter(TAG.sequence, message.length);
  const messageId = cursor.integer(end);
  return message[cursor.at] === TAG.searchResultEntry ? messageId : undefined;
}

/**
 * The entry that a message carries, in one pass (RFC 4511 section 4.5.2). Throws `MalformedMessage`.
 *
 * @param types what earlier entries had at each place: a server sends the same attributes in the same order, entry
 *   after entry, so most names need no decoding. Filled here.
 */
export function decodeEntry(message: Buffer, types: string[]): SearchResultEntry {
  const cursor = new BerCursor(message);
  const whole = cursor.enter(TAG.sequence, message.length);
  cursor.integer(whole);
  const end = cursor.enter(TAG.searchResultEntry, whole);
  // Decoded once for all values of ASCII, which are parts of it.
  const text = message.toString('latin1', 0, end);
  const dn = valueOf(cursor, end, text);
  const attributes: SearchResultAttribute[] = [];
  const last = cursor.enter(TAG.sequence, end);
  while (cursor.at < last) {
    const within = cursor.enter(TAG.sequence, last);
    const type = typeOf(cursor, within, text, types, attributes.length);
    attributes.push({ type, values: valuesOf(cursor, within, text) });
  }
  return { dn: typeof dn === 'string' ? dn : Buffer.from(dn).toString(), attributes };
}

function typeOf(cursor: BerCursor, limit: number, text: string, types: string[], place: number): string {
  const end = cursor.enter(TAG.octetString, limit);
  const known = types[place];
  const isKnown = known !== undefined && known.length === end - cursor.at && text.startsWith(known, cursor.at);
  // A copy, as it is remembered: a part of the text would keep all of it.
  const type = isKnown ? known : (types[place] = cursor.bytes.toString('latin1', cursor.at, end));
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
  // Copied: a view would keep all that arrived with it.
  return isUtf8(value) ? value.toString() : Uint8Array.from(value);
}

function isAscii(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if ((bytes[at] ?? 0) > 0x7f) return false;
  return true;
}
