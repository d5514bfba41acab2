import { describe, expect, it } from 'vitest';

import { MalformedMessage } from '../../../../src/directory/wire/ber-cursor.js';
import { verifyResponse } from '../../../../src/directory/wire/response.js';
import { element, pagingControl, SUCCESS } from './messages.js';

const ID = element(0x02, Buffer.of(7));
const EMPTY = element(0x04);
const DONE = element(0x65, SUCCESS);
const paging = (...value: readonly Uint8Array[]) => pagingControl(element(0x04, ...value));
const SIZE = element(0x02, Buffer.of(0));

const check = (parts: readonly Uint8Array[]) => verifyResponse(element(0x30, ID, ...parts));

describe('a response without an entry', () => {
  it.each([
    ['the end of a search', [DONE]],
    [
      'a failure with a diagnostic message',
      [element(0x65, element(0x0a, Buffer.of(32)), EMPTY, element(0x04, 'not found'))],
    ],
    ['a referral', [element(0x65, SUCCESS, element(0xa3, element(0x04, 'ldap://x')))]],
    ['a bind response with credentials', [element(0x61, SUCCESS, element(0x87, 'x'))]],
    ['a reference', [element(0x73, element(0x04, 'ldap://x'), element(0x04, 'ldap://y'))]],
    ['a notice of disconnection', [element(0x78, SUCCESS, element(0x8a, '1.3.6.1.4.1.1466.20036'))]],
    ['an unknown operation', [element(0x79, element(0x04, 'x'))]],
    ['the end of a page', [DONE, paging(element(0x30, SIZE, element(0x04, 'cookie')))]],
    ['the end of the last page', [DONE, paging(element(0x30, SIZE, EMPTY))]],
    ['an end with other controls', [DONE, element(0xa0, control(), control(element(0x01, 'x')), control(EMPTY))]],
    ['followed by an unknown element', [DONE, element(0xab, 'x')]],
  ])('may be %s', (_, parts) => {
    expect(check(parts)).toBe(parts[0]?.[0]);
  });

  it.each([
    ['empty', []],
    ['an end without a result', [element(0x65)]],
    ['a result without a diagnostic message', [element(0x65, SUCCESS.subarray(0, -2))]],
    ['a result code of no bytes', [element(0x65, element(0x0a), EMPTY, EMPTY)]],
    ['a result code of five bytes', [element(0x65, element(0x0a, Buffer.alloc(5)), EMPTY, EMPTY)]],
    ['a truncated end', [element(0x65, SUCCESS, Buffer.of(0x87, 5))]],
    ['a truncated bind response', [element(0x61, SUCCESS, Buffer.of(0x87, 5))]],
    ['a truncated StartTLS response', [element(0x78, SUCCESS, Buffer.of(0x8a, 5))]],
    ['a result that contains controls', [element(0x61, SUCCESS, element(0xa0, Buffer.of(0x61)))]],
    ['a truncated reference', [element(0x73, Buffer.of(0x04, 5))]],
    ['a reference without an address', [element(0x73, element(0x02, 'x'))]],
    ['followed by a truncated element', [DONE, Buffer.of(0xab, 5)]],
    ['an end with truncated controls', [DONE, Buffer.of(0xa0, 5)]],
    ['a truncated control', [DONE, element(0xa0, Buffer.of(0x30, 5))]],
    ['an invalid control', [DONE, element(0xa0, element(0x04, Buffer.of(0x04)))]],
    ['a control without a name', [DONE, element(0xa0, element(0x30))]],
    ['a control with an unknown element', [DONE, element(0xa0, control(element(0x0a, 'x')))]],
    ['a control with too many elements', [DONE, element(0xa0, control(EMPTY, EMPTY))]],
    ['a control with an empty criticality', [DONE, element(0xa0, control(element(0x01)))]],
    ['a paging control without a value', [DONE, pagingControl()]],
    ['a paging control with an empty value', [DONE, paging()]],
    ['a paging control without a size', [DONE, paging(element(0x30, EMPTY))]],
    ['a paging control without a cookie', [DONE, paging(element(0x30, SIZE))]],
    ['a paging control with a truncated cookie', [DONE, paging(element(0x30, SIZE, Buffer.of(0x04, 5)))]],
  ])('is refused when it is %s', (_, parts) => {
    expect(() => check(parts)).toThrow(MalformedMessage);
  });

  it('is refused without a valid message id', () => {
    expect(() => verifyResponse(element(0x30, DONE))).toThrow(MalformedMessage);
    expect(() => verifyResponse(element(0x30, element(0x02, Buffer.of(0xff)), DONE))).toThrow(MalformedMessage);
  });
});

function control(...parts: readonly Uint8Array[]): Buffer {
  return element(0x30, element(0x04, '1.2.3'), ...parts);
}
