import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { textForm } from '../../../src/mapping/conversions/text-form.js';

describe('the form of texts', () => {
  it.each([
    ['José', 'Jose\u0301', 'José'],
    ['a blank at the end', 'rlopez ', 'rlopez'],
    ['a no-break space at the end', 'tblank\u00A0', 'tblank'],
    ['two blanks within', 'Anna  Maria', 'Anna Maria'],
    ['a no-break space within', 'Anna\u00A0Maria', 'Anna Maria'],
    ['an ideographic space', '山田\u3000太郎', '山田 太郎'],
    ['white space of all kinds around', '\t\r\n \u2028ada\u00A0\u3000\uFEFF', 'ada'],
    ['blanks alone', ' \u00A0\u2003', ''],
  ])('%s', (_, text, form) => {
    expect(textForm(text)).toBe(form);
  });

  it('keeps the lines and tabs of an address', () => {
    expect(textForm(' 1  High Street\r\nOxford\tUK\n')).toBe('1 High Street\r\nOxford\tUK');
  });

  it('is the form of itself', () => {
    const text = fc.array(
      fc.constantFrom('a', 'é', 'e\u0301', ' ', '\u00A0', '\u2000', '\t', '\n', '😀', '\u1100\u1161'),
    );
    fc.assert(
      fc.property(text, (parts) => {
        const form = textForm(parts.join(''));
        expect(textForm(form)).toBe(form);
      }),
    );
  });

  it('is the same the quick way, with each character of the Basic Multilingual Plane', () => {
    const slow = (text: string) =>
      text
        .normalize('NFC')
        .trim()
        .replaceAll(/\p{Zs}+/gu, ' ');
    for (let code = 0; code < 0x1_0000; code += 1) {
      const character = String.fromCharCode(code);
      for (const text of [character, `e${character}`, `${character}\u0301`]) expect(textForm(text)).toBe(slow(text));
    }
  });

  it('takes no longer than a few times the length', () => {
    expect(textForm(`${'a '.repeat(1)}${' '.repeat(1_000_000)}b`)).toBe('a b');
  });
});
