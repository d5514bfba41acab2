import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { MappingRule } from '../../../src/mapping/mapping-rule.js';
import { textForm } from '../../../src/mapping/conversions/text-form.js';
import { valueOf } from './a-row.js';
import { anyRow, anyValues } from './any-values.js';

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

describe('every row makes the same of a text in any form', () => {
  const expression = (text: string): Partial<MappingRule> => ({ source: { kind: 'expression', text } });
  const of = (conversion: NonNullable<MappingRule['conversions']>[number]) => ({ conversions: [conversion] });

  it.each<readonly [string, Partial<MappingRule>, string, string | null]>([
    ['truncate', of({ kind: 'truncate', length: 1 }), 'E\u0301lise', 'É'],
    ['replace', of({ kind: 'replace', pattern: '^É', replacement: 'X' }), 'E\u0301lise', 'Xlise'],
    ['replace by a pattern in another form', of({ kind: 'replace', pattern: 'E\u0301' }), 'Élise', 'lise'],
    [
      'replace a no-break space',
      of({ kind: 'replace', pattern: '\u00A0', replacement: '.' }),
      'Anna Maria',
      'Anna.Maria',
    ],
    ['split', of({ kind: 'split', separator: 'é', part: 2 }), 'Re\u0301mi', 'mi'],
    ['split by a separator in another form', of({ kind: 'split', separator: 'e\u0301', part: 2 }), 'Rémi', 'mi'],
    ['split at blanks', of({ kind: 'split', separator: ' ', part: 2 }), 'Anna\u00A0 Maria', 'Maria'],
    ['a text in an expression', expression('entry.sn[0] == "E\u0301" ? "same" : "other"'), 'É', 'same'],
    ['an escape in an expression', expression(String.raw`entry.sn[0] == "E\u0301" ? "same" : "other"`), 'É', 'same'],
    ['no value but blanks', of({ kind: 'date', from: 'generalizedTime' }), ' \u00A0', null],
  ])('%s', (_, row, text, result) => {
    expect(valueOf({ attribute: 'sn', ...row }, { sn: [text] })).toBe(result);
  });

  it('the DN in an expression', () => {
    const row = expression('dn.contains("é") ? "yes" : "no"');
    expect(valueOf(row, {}, 'uid=re\u0301mi,dc=x')).toBe('yes');
  });

  it('the pattern of preferred', () => {
    const row = { attribute: 'sn', multiple: { choose: 'preferred', pattern: '^É' } } as const;
    expect(valueOf(row, { sn: ['Ada', 'E\u0301lise'] })).toBe('Élise');
  });

  it('any row, except of bytes', () => {
    const spelled = (text: string) => `e\u0301\u00A0${text}`;
    const isOfBytes = ({ conversions = [] }: MappingRule) =>
      conversions.some(({ kind }) => kind === 'base64' || kind === 'hex');
    fc.assert(
      fc.property(
        anyRow.filter((row) => !isOfBytes(row)),
        anyValues,
        (row, values) => {
          const as = (form: (text: string) => string) =>
            Object.fromEntries(
              Object.entries(values).map(([name, all]) => [
                name,
                all.map((each) => (typeof each === 'string' ? form(spelled(each)) : each)),
              ]),
            );
          const problemOf = (result: ReturnType<typeof valueOf>) =>
            result !== null && typeof result === 'object' ? result.problem : result;
          expect(
            problemOf(
              valueOf(
                row,
                as((text) => text),
              ),
            ),
          ).toEqual(problemOf(valueOf(row, as(textForm))));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
