import { BerWriter } from 'ldapts';

import type { FoundEntry } from '../../../../src/directory/wire/found-entry.js';

const SEARCH_RESULT_ENTRY = 0x64;
const SET = 0x31;
const OCTET_STRING = 0x04;

/** An entry as a server sends it, written by ldapts. */
export function entryMessage({ dn, attributes }: FoundEntry, messageId = 7): Buffer {
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
