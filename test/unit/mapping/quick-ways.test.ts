import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { generalizedTime } from '../../../src/mapping/conversions/generalized-time.js';
import { isoText } from '../../../src/mapping/conversions/iso-time.js';
import { truncated } from '../../../src/mapping/conversions/truncate.js';
import { parseDistinguishedName } from '../../../src/mapping/distinguished-name.js';
import { choiceAfterConversion } from '../../../src/mapping/multiple/choose.js';

const anyTime = fc.date({
  min: new Date('0000-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});

it('a time is written as Date writes it, without a fraction where there is none', () => {
  fc.assert(
    fc.property(anyTime, (time) => {
      expect(isoText(time.getTime(), 'dateTime')).toBe(time.toISOString().replace('.000Z', 'Z'));
      expect(isoText(time.getTime(), 'date')).toBe(time.toISOString().slice(0, 10));
    }),
    { numRuns: 2_000 },
  );
});

it('a generalizedTime to the second is that of any other notation', () => {
  const part = (most: number) => fc.integer({ min: 0, max: most }).map((each) => String(each).padStart(2, '0'));
  const year = fc.integer({ min: 0, max: 9_999 }).map((each) => String(each).padStart(4, '0'));
  fc.assert(
    fc.property(year, part(13), part(32), part(24), part(60), part(59), (...parts) => {
      const time = generalizedTime(`${parts.join('')}+0000`);
      expect(generalizedTime(`${parts.join('')}Z`)).toBe(time);
      expect(generalizedTime(`${parts.join('')}.0Z`)).toBe(time);
    }),
    { numRuns: 3_000 },
  );
  expect(generalizedTime('2026112911374/Z')).toBeUndefined();
});

it('a DN without escapes is parsed as with them', () => {
  const value = fc.string({
    unit: fc.constantFrom('a', 'Z', '=', 'é', '-', '1', '.', '/'),
    minLength: 1,
    maxLength: 5,
  });
  const name = fc.tuple(fc.constantFrom('cn', 'OU', 'x-1'), value);
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (names) => {
      const written = (escape: string) => names.map(([type, text]) => `${type}=${text}${escape}`).join(',');
      const escaped = parseDistinguishedName(written(String.raw`\41`));
      expect(parseDistinguishedName(written('A'))).toEqual(escaped);
      expect(escaped?.[0]).toHaveLength(1);
    }),
  );
});

it('a text is cut between characters, wherever a mark stands', () => {
  const characters = fc.constantFrom('a', ' ', '\r', '\n', 'é', 'e\u0301', '😀', '\u200d', '©', '\u00ad');
  fc.assert(
    fc.property(fc.array(characters, { maxLength: 8 }), fc.integer({ min: 1, max: 8 }), (parts, length) => {
      const text = parts.join('');
      const cut = truncated({ kind: 'truncate', length })(text);
      const starts = [...new Intl.Segmenter('en').segment(text)].map(({ index }) => index);
      const fitting = [...starts, text.length].filter((end) => Array.from(text.slice(0, end)).length <= length);
      const end = Math.max(...fitting);
      const beginning = Array.from(text).slice(0, length).join('');
      expect(cut).toBe(end === 0 ? beginning.replace(/\u200d+$/, '') : text.slice(0, end));
    }),
    { numRuns: 3_000 },
  );
});

it('the smallest text is the first in the order of Unicode', () => {
  const smallest = choiceAfterConversion({ choose: 'smallest' });
  const text = fc.string({ unit: fc.constantFrom('a', 'é', '\ue000', '\uffff', '😀'), minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(text, text, (one, other) => {
      const [first] = [one, other].toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect(smallest?.([one, other])[0]).toBe(first);
    }),
    { numRuns: 1_000 },
  );
});
