import { describe, expect, it } from 'vitest';

import { BerCursor, MalformedMessage } from '../../../../src/directory/wire/ber-cursor.js';

const cursorOver = (hex: string) => new BerCursor(Buffer.from(hex, 'hex'));

describe('a cursor over BER', () => {
  it('enters an element and returns the offset of its end', () => {
    const cursor = cursorOver('3003040178');
    expect(cursor.enter(0x30, 5)).toBe(5);
    expect(cursor.next(5)).toEqual({ tag: 0x04, end: 5 });
    expect(cursor.at).toBe(4);
  });

  it.each(['0401ff', '048101ff', '04820001ff', '048400000001ff'])('reads every length that LDAP allows: %s', (hex) => {
    expect(cursorOver(hex).skip(0x04, hex.length / 2)).toEqual(Buffer.of(0xff));
  });

  it.each([
    ['is missing', '', 0],
    ['has another tag', '0401ff', 3],
    ['has no length', '30', 1],
    ['has a truncated length', '308200', 3],
    ['has an indefinite length', '30800000', 4],
    ['has a length of five bytes', '30850000000000', 7],
    ['exceeds the enclosing element', '3001ff', 2],
    ['has a length beyond the enclosing element', '3001ff', 1],
    ['begins beyond the enclosing element', '3000', 0],
  ])('refuses an element that %s', (_, hex, limit) => {
    expect(() => cursorOver(hex).enter(0x30, limit)).toThrow(MalformedMessage);
    expect(() => cursorOver(hex).skip(0x30, limit)).toThrow(MalformedMessage);
  });

  it.each([
    ['02017f', 127],
    ['02020080', 128],
    ['02047fffffff', 2_147_483_647],
  ])('reads the integer %s', (hex, number) => {
    expect(cursorOver(hex).integer(hex.length / 2)).toBe(number);
  });

  it.each([
    ['no bytes', '0200'],
    ['five bytes', '02050000000001'],
    ['a negative value', '0201ff'],
  ])('refuses an integer with %s', (_, hex) => {
    expect(() => cursorOver(hex).integer(hex.length / 2)).toThrow(MalformedMessage);
  });
});
