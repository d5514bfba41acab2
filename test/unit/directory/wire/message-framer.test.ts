import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';

import { MalformedMessage } from '../../../../src/directory/wire/ber-cursor.js';
import { MessageFramer } from '../../../../src/directory/wire/message-framer.js';
import { entryMessage } from './messages.js';

const MESSAGES = ['', 'x'.repeat(100), 'y'.repeat(300), 'z'.repeat(70_000)].map((title) =>
  entryMessage({ dn: 'uid=a', attributes: [{ type: 'title', values: [title] }] }),
);
const STREAM = Buffer.concat(MESSAGES);

function split(pieces: readonly Buffer[]): Buffer[] {
  const framer = new MessageFramer();
  return pieces.flatMap((piece) => [...framer.take(piece)]);
}

describe('a message framer', () => {
  it('splits a stream into its messages, whatever pieces it arrives in', () => {
    expect(split([STREAM])).toEqual(MESSAGES);
    expect(split([...STREAM].map((byte) => Buffer.of(byte)))).toEqual(MESSAGES);
    fc.assert(
      fc.property(fc.array(fc.nat(STREAM.length), { maxLength: 20 }), (places) => {
        const cuts = [0, ...places.toSorted((a, b) => a - b), STREAM.length];
        const pieces = cuts.slice(1).map((cut, index) => STREAM.subarray(cuts[index], cut));
        expect(split(pieces)).toEqual(MESSAGES);
      }),
    );
  });

  it('joins buffers once per message, and not at all for messages that arrive complete', () => {
    const concat = vi.spyOn(Buffer, 'concat');
    split(MESSAGES);
    expect(concat).not.toHaveBeenCalled();
    split([...STREAM].map((byte) => Buffer.of(byte)));
    expect(concat.mock.calls.length).toBeLessThan(6 * MESSAGES.length);
  });

  it('returns a message as soon as it is complete', () => {
    const framer = new MessageFramer();
    const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = MESSAGES;
    expect([...framer.take(Buffer.concat([first, second.subarray(0, 1)]))]).toEqual([first]);
    expect([...framer.take(second.subarray(1))]).toEqual([second]);
  });

  it.each([
    ['data that is not LDAP', Buffer.from('HTTP/1.1 400 Bad Request')],
    ['an indefinite length', Buffer.from('308000', 'hex')],
    ['a length of five bytes', Buffer.from('30850000000000', 'hex')],
    ['a length of 127 bytes', Buffer.from('30ff', 'hex')],
    ['a message that is too large', Buffer.from('3084ffffffff', 'hex')],
  ])('refuses %s', (_, bytes) => {
    expect(() => split([bytes])).toThrow(MalformedMessage);
  });
});
