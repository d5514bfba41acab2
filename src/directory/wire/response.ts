import { BerCursor, MalformedMessage } from './ber-cursor.js';
import { TAG } from './tags.js';

/** Object identifier of the control (RFC 2696). */
export const PAGED_RESULTS = '1.2.840.113556.1.4.319';

/**
 * Returns the tag of the operation. Throws `MalformedMessage` unless the message has the structure of RFC 4511, as far
 * as the parser of ldapts 9.2.0 depends on it: a truncated element makes that parser loop forever, an absent result
 * counts as success, and an absent cookie as the last page.
 */
export function verifyResponse(message: Buffer): number {
  const cursor = new BerCursor(message);
  const end = cursor.enter(TAG.sequence, message.length);
  cursor.integer(end);
  const { tag: operation, end: operationEnd } = cursor.next(end);
  if (operation === TAG.bindResponse || operation === TAG.searchResultDone || operation === TAG.extendedResponse) {
    verifyResult(cursor, operationEnd);
  } else if (operation === TAG.searchResultReference) {
    while (cursor.at < operationEnd) cursor.skip(TAG.octetString, operationEnd);
  }
  cursor.at = operationEnd;
  while (cursor.at < end) {
    const further = cursor.next(end);
    if (further.tag === TAG.controls) while (cursor.at < further.end) verifyControl(cursor, further.end);
    cursor.at = further.end;
  }
  return operation;
}

/** The URLs in the referral of a verified result (section 4.1.10); none if it has no referral. */
export function referralsIn(message: Buffer): readonly string[] {
  const cursor = new BerCursor(message);
  const end = cursor.enter(TAG.sequence, message.length);
  cursor.integer(end);
  const { end: limit } = cursor.next(end);
  cursor.skipInteger(TAG.enumerated, limit);
  cursor.skip(TAG.octetString, limit);
  cursor.skip(TAG.octetString, limit);
  if (cursor.at >= limit || message[cursor.at] !== TAG.referral) return [];
  const { end: last } = cursor.next(limit);
  const urls = [];
  while (cursor.at < last) urls.push(cursor.skip(TAG.octetString, last).toString());
  return urls;
}

/** Result code, matched DN and diagnostic message; referrals or credentials may follow (section 4.1.9). */
function verifyResult(cursor: BerCursor, limit: number): void {
  cursor.skipInteger(TAG.enumerated, limit);
  cursor.skip(TAG.octetString, limit);
  cursor.skip(TAG.octetString, limit);
  while (cursor.at < limit) {
    const further = cursor.next(limit);
    // ldapts would treat it as the controls of the message.
    if (further.tag === TAG.controls) throw new MalformedMessage('controls within a result');
    cursor.at = further.end;
  }
}

/** Name, criticality and value (section 4.1.11). */
function verifyControl(cursor: BerCursor, limit: number): void {
  const end = cursor.enter(TAG.sequence, limit);
  const name = cursor.skip(TAG.octetString, end).toString('latin1');
  if (cursor.at < end && cursor.bytes[cursor.at] === TAG.boolean) cursor.skipInteger(TAG.boolean, end);
  const value = cursor.at < end ? cursor.skip(TAG.octetString, end) : undefined;
  if (cursor.at < end) throw new MalformedMessage('a control with too many elements');
  if (name === PAGED_RESULTS) verifyPagedResults(value);
}

/** Size and cookie (RFC 2696 section 2). */
function verifyPagedResults(value: Buffer | undefined): void {
  if (!value) throw new MalformedMessage('a paged-results control without a value');
  const cursor = new BerCursor(value);
  const end = cursor.enter(TAG.sequence, value.length);
  cursor.skipInteger(TAG.integer, end);
  cursor.skip(TAG.octetString, end);
}
