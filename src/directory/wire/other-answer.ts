import { BerCursor, MalformedMessage } from './ber-cursor.js';

const SEQUENCE = 0x30;
const BOOLEAN = 0x01;
const INTEGER = 0x02;
const OCTET_STRING = 0x04;
const ENUMERATED = 0x0a;
const BIND_RESPONSE = 0x61;
export const SEARCH_RESULT_DONE = 0x65;
const SEARCH_RESULT_REFERENCE = 0x73;
const EXTENDED_RESPONSE = 0x78;
const CONTROLS = 0xa0;
const PAGED_RESULTS = '1.2.840.113556.1.4.319';

/**
 * Throws `MalformedMessage` unless the message is built as RFC 4511 says, so far that ldapts 9.2.0 can read it: at an
 * element that is cut off its parser goes round in a circle for ever, an absent result it takes for success, and an
 * absent cookie for the last page. Returns the tag of the operation.
 */
export function checkAnswer(message: Buffer): number {
  const cursor = new BerCursor(message);
  const end = cursor.enter(SEQUENCE, message.length);
  cursor.integer(end);
  const { tag: operation, end: within } = cursor.next(end);
  if (operation === BIND_RESPONSE || operation === SEARCH_RESULT_DONE || operation === EXTENDED_RESPONSE) {
    checkResult(cursor, within);
  } else if (operation === SEARCH_RESULT_REFERENCE) {
    while (cursor.at < within) cursor.pass(OCTET_STRING, within);
  }
  cursor.at = within;
  while (cursor.at < end) {
    const further = cursor.next(end);
    if (further.tag === CONTROLS) while (cursor.at < further.end) checkControl(cursor, further.end);
    cursor.at = further.end;
  }
  return operation;
}

/** Result code, matched DN and diagnostic; referrals, credentials and the like may follow (section 4.1.9). */
function checkResult(cursor: BerCursor, limit: number): void {
  cursor.passNumber(ENUMERATED, limit);
  cursor.pass(OCTET_STRING, limit);
  cursor.pass(OCTET_STRING, limit);
  while (cursor.at < limit) {
    const further = cursor.next(limit);
    // ldapts would read it like the controls of the message.
    if (further.tag === CONTROLS) throw new MalformedMessage('controls within a result');
    cursor.at = further.end;
  }
}

/** Name, whether it is critical, value (section 4.1.11). */
function checkControl(cursor: BerCursor, limit: number): void {
  const end = cursor.enter(SEQUENCE, limit);
  const name = cursor.pass(OCTET_STRING, end).toString('latin1');
  if (cursor.at < end && cursor.bytes[cursor.at] === BOOLEAN) cursor.passNumber(BOOLEAN, end);
  const value = cursor.at < end ? cursor.pass(OCTET_STRING, end) : undefined;
  if (cursor.at < end) throw new MalformedMessage('a control of too many parts');
  if (name === PAGED_RESULTS) checkPagedResults(value);
}

/** Size and cookie (RFC 2696 section 2). */
function checkPagedResults(value: Buffer | undefined): void {
  if (!value) throw new MalformedMessage('a paged-results control without a value');
  const cursor = new BerCursor(value);
  const end = cursor.enter(SEQUENCE, value.length);
  cursor.passNumber(INTEGER, end);
  cursor.pass(OCTET_STRING, end);
}
