import { BerCursor, MalformedMessage } from './ber-cursor.js';
import { TAG } from './tags.js';

/** Object identifier of the control (RFC 2696). */
export const PAGED_RESULTS = '1.2.840.113556.1.4.319';

/**
 * Throws `MalformedMessage` unless the message is built as RFC 4511 says, so far that ldapts 9.2.0 can read it: at an
 * element that is cut off its parser goes round in a circle for ever, an absent result it takes for success, and an
 * absent cookie for the last page. Returns the tag of the operation.
 */
export function verifyResponse(message: Buffer): number {
  const cursor = new BerCursor(message);
  const end = cursor.enter(TAG.sequence, message.length);
  cursor.integer(end);
  const { tag: operation, end: within } = cursor.next(end);
  if (operation === TAG.bindResponse || operation === TAG.searchResultDone || operation === TAG.extendedResponse) {
    checkResult(cursor, within);
  } else if (operation === TAG.searchResultReference) {
    while (cursor.at < within) cursor.pass(TAG.octetString, within);
  }
  cursor.at = within;
  while (cursor.at < end) {
    const further = cursor.next(end);
    if (further.tag === TAG.controls) while (cursor.at < further.end) checkControl(cursor, further.end);
    cursor.at = further.end;
  }
  return operation;
}

/** Result code, matched DN and diagnostic; referrals, credentials and the like may follow (section 4.1.9). */
function checkResult(cursor: BerCursor, limit: number): void {
  cursor.passNumber(TAG.enumerated, limit);
  cursor.pass(TAG.octetString, limit);
  cursor.pass(TAG.octetString, limit);
  while (cursor.at < limit) {
    const further = cursor.next(limit);
    // ldapts would read it like the controls of the message.
    if (further.tag === TAG.controls) throw new MalformedMessage('controls within a result');
    cursor.at = further.end;
  }
}

/** Name, whether it is critical, value (section 4.1.11). */
function checkControl(cursor: BerCursor, limit: number): void {
  const end = cursor.enter(TAG.sequence, limit);
  const name = cursor.pass(TAG.octetString, end).toString('latin1');
  if (cursor.at < end && cursor.bytes[cursor.at] === TAG.boolean) cursor.passNumber(TAG.boolean, end);
  const value = cursor.at < end ? cursor.pass(TAG.octetString, end) : undefined;
  if (cursor.at < end) throw new MalformedMessage('a control of too many parts');
  if (name === PAGED_RESULTS) checkPagedResults(value);
}

/** Size and cookie (RFC 2696 section 2). */
function checkPagedResults(value: Buffer | undefined): void {
  if (!value) throw new MalformedMessage('a paged-results control without a value');
  const cursor = new BerCursor(value);
  const end = cursor.enter(TAG.sequence, value.length);
  cursor.passNumber(TAG.integer, end);
  cursor.pass(TAG.octetString, end);
}
