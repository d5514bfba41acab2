import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { MalformedMessage } from '../../../../src/directory/wire/ber-cursor.js';
import {
  decodeEntry,
  messageIdOfEntry,
  SearchResultEntries,
  type SearchResultEntry,
} from '../../../../src/directory/wire/search-result-entry.js';
import { element, entryMessage } from './messages.js';

const ADA: SearchResultEntry = {
  dn: 'uid=ada,ou=Bücher,dc=example',
  attributes: [
    { type: 'uid', values: ['ada'] },
    { type: 'cn;lang-de', values: ['Ada', 'Gräfin Lovelace', '愛'] },
    { type: 'description', values: [] },
    { type: 'title', values: ['', 'x'.repeat(40_000)] },
    { type: 'objectGUID', values: [Uint8Array.of(0xff, 0, 0x80), Uint8Array.of(0x80)] },
  ],
};

describe('an encoded entry', () => {
  it('is decoded with text values where they are UTF-8 and bytes otherwise', () => {
    const message = entryMessage(ADA);
    expect(messageIdOfEntry(message)).toBe(7);
    expect(decodeEntry(message, [])).toEqual(ADA);
  });

  it('is decoded correctly after any other entries', () => {
    const others = [
      { dn: 'uid=b', attributes: [{ type: 'cn', values: ['b'] }] },
      { dn: 'uid=c', attributes: [{ type: 'sn', values: ['c'] }] },
      { dn: 'uid=d', attributes: [{ type: 'sn;lang-de', values: ['d'] }] },
      ADA,
      { dn: 'uid=e', attributes: [] },
      ADA,
    ];
    const entries = new SearchResultEntries();
    for (const each of others) entries.add(entryMessage(each));
    expect(entries).toHaveLength(6);
    expect([...entries]).toEqual(others);
  });

  it('is independent of the received buffer after decoding', () => {
    const message = entryMessage(ADA);
    const decoded = decodeEntry(message, []);
    message.fill(0);
    expect(decoded).toEqual(ADA);
  });

  it('is not kept in memory by its attribute names', () => {
    const names: string[] = [];
    const before = heapInUse();
    for (let count = 0; count < 50; count += 1) {
      const type = `number-${count}-of-many`;
      const message = entryMessage({ dn: 'x', attributes: [{ type, values: ['x'.repeat(1_000_000)] }] });
      for (const attribute of decodeEntry(message, []).attributes) names.push(attribute.type);
    }
    expect(heapInUse() - before).toBeLessThan(25_000_000);
    expect(names).toHaveLength(50);
  });

  it('is decoded with any text and any bytes', () => {
    const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.uint8Array());
    const attribute = fc.record({ type: fc.stringMatching(/^[a-z;-]{1,20}$/), values: fc.array(value) });
    fc.assert(
      fc.property(fc.string(), fc.array(attribute), (dn, attributes) => {
        const asSent = attributes.map(({ type, values }) => ({
          type,
          values: values.map((each) => Buffer.from(each as string)),
        }));
        const decoded = decodeEntry(entryMessage({ dn, attributes: asSent }), []);
        const asDecoded = decoded.attributes.map(({ type, values }) => ({
          type,
          values: values.map((each) => Buffer.from(each as string)),
        }));
        expect({ dn: decoded.dn, attributes: asDecoded }).toEqual({ dn, attributes: asSent });
      }),
    );
  });

  it('has a DN as text, even if its bytes are not UTF-8', () => {
    const bytes = element(0x64, element(0x04, Buffer.of(0x78, 0xff)), element(0x30));
    expect(decodeEntry(element(0x30, element(0x02, Buffer.of(7)), bytes), []).dn).toBe('x\uFFFD');
  });

  it('may be followed by controls', () => {
    const message = entryMessage({ dn: 'x', attributes: [] });
    const control = Buffer.from('a009300704053132333435', 'hex');
    const longer = Buffer.concat([Buffer.of(0x30, message.length - 2 + control.length), message.subarray(2), control]);
    expect(decodeEntry(longer, [])).toEqual({ dn: 'x', attributes: [] });
  });

  it('is not recognized in another message', () => {
    const searchDone = Buffer.from('300c02010765070a010004000400', 'hex');
    expect(messageIdOfEntry(searchDone)).toBeUndefined();
    expect(() => decodeEntry(searchDone, [])).toThrow(MalformedMessage);
  });

  it('is refused when it is malformed, without any other error', () => {
    const message = entryMessage({ dn: 'uid=a', attributes: [{ type: 'cn', values: ['ab', Buffer.of(0xff)] }] });
    const decodeAll = (bytes: Buffer) => {
      try {
        messageIdOfEntry(bytes);
        decodeEntry(bytes, []);
      } catch (error) {
        if (!(error instanceof MalformedMessage)) throw error;
      }
    };
    for (let length = 0; length < message.length; length += 1) decodeAll(message.subarray(0, length));
    fc.assert(
      fc.property(fc.nat(message.length - 1), fc.nat(255), (at, byte) => {
        const broken = Buffer.from(message);
        broken[at] = byte;
        decodeAll(broken);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is refused when it exceeds its operation', () => {
    const id = element(0x02, Buffer.of(7));
    const attribute = element(0x30, element(0x04, 'cn'), element(0x31));
    const longer = element(0x30, element(0x04, 'x'), element(0x30, attribute));
    longer[0] = 0x64;
    expect(decodeEntry(element(0x30, id, longer), []).attributes).toEqual([{ type: 'cn', values: [] }]);
    const shorter = Buffer.from(longer);
    shorter[1] = (shorter[1] ?? 0) - 1;
    expect(() => decodeEntry(element(0x30, id, shorter), [])).toThrow(MalformedMessage);
  });
});

function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
