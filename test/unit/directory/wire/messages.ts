import { BerWriter } from 'ldapts';

import type { SearchResultEntry } from '../../../../src/directory/wire/search-result-entry.js';

const SEARCH_RESULT_ENTRY = 0x64;
const SET = 0x31;
const OCTET_STRING = 0x04;

/** The message of an entry, encoded by ldapts. */
export function entryMessage({ dn, attributes }: SearchResultEntry, messageId = 7): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeInt(messageId);
  writer.startSequence(SEARCH_RESULT_ENTRY);
  writer.writeString(dn);
  writer.startSequence();
  for (const { type, values } of attributes) {
    writer.startSequence();
    writer.writeString(type);
    writer.startSequence(SET);
    for (const value of values) writer.writeBuffer(Buffer.from(value as string), OCTET_STRING);
    writer.endSequence();
    writer.endSequence();
  }
  writer.endSequence();
  writer.endSequence();
  writer.endSequence();
  return writer.buffer;
}

/** A BER element with text, bytes or further elements. */
export function element(tag: number, ...parts: readonly (string | Uint8Array)[]): Buffer {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part as string)));
  return Buffer.concat([Buffer.of(tag, content.length), content]);
}

/** Result code 0, no matched DN, no diagnostic message. */
export const SUCCESS = Buffer.from('0a010004000400', 'hex');

/** The controls of a message: one paged-results control. */
export function pagingControl(...value: readonly Uint8Array[]): Buffer {
  return element(0xa0, element(0x30, element(OCTET_STRING, '1.2.840.113556.1.4.319'), ...value));
}
