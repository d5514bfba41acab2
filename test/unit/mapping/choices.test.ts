import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Entry } from '../../../src/mapping/directory-user.js';
import type { MappingRule } from '../../../src/mapping/mapping-rule.js';
import { mappedBy, valueOf } from './a-row.js';
import { anyRow, anyValues } from './any-values.js';

const FIELD = 'comment';

/** The values that may stay; undefined if the row has none to choose from. */
function choicesOf(row: Partial<MappingRule>, attributes: Entry['attributes'], dn?: string) {
  const mapped = mappedBy(row, attributes, dn);
  return mapped.ok ? mapped.user.choices?.[FIELD] : undefined;
}

const expression = (text: string) => ({ source: { kind: 'expression', text } }) as const;

describe('the values of which a row takes one', () => {
  it('are all that it could write, each once, the one that it writes first', () => {
    expect(choicesOf({ attribute: 'x' }, { x: ['b', ' a', 'b', '', 'a'] })).toEqual(['b', 'a']);
    expect(choicesOf({ attribute: 'x' }, { x: ['a', ' a '] })).toBeUndefined();
    expect(choicesOf({ attribute: 'x' }, { x: ['a'] })).toBeUndefined();
  });

  it('are converted, and valid', () => {
    const row = { attribute: 'x', conversions: [{ kind: 'date', from: 'generalizedTime', to: 'date' }] } as const;
    expect(choicesOf(row, { x: ['soon', '20261129113749Z', '20251129113749Z'] })).toEqual(['2026-11-29', '2025-11-29']);
    expect(choicesOf({ attribute: 'x' }, { x: [Uint8Array.of(0xff), 'a', 'b'] })).toEqual(['a', 'b']);
  });

  it('are of one class of preference', () => {
    const row = {
      attribute: 'x',
      multiple: { choose: 'preferred', pattern: '^SMTP:' },
      conversions: [{ kind: 'replace', pattern: '(?i)^smtp:' }],
    } as const;
    expect(choicesOf(row, { x: ['smtp:a', 'SMTP:b', 'SMTP:c'] })).toEqual(['b', 'c']);
    expect(choicesOf(row, { x: ['smtp:a', 'SMTP:b'] })).toBeUndefined();
    expect(choicesOf(row, { x: ['smtp:a', 'smtp:b'] })).toEqual(['a', 'b']);
    expect(valueOf(row, { x: ['smtp:a', 'SMTP:\0', 'smtp:b'] })).toBe('a');
  });

  it('are those of different values: parts of one have an order of their own', () => {
    const row = { attribute: 'x', conversions: [{ kind: 'split', separator: ';' }] } as const;
    expect(choicesOf(row, { x: ['a;b'] })).toBeUndefined();
    expect(choicesOf(row, { x: ['a;b', ';c;d'] })).toEqual(['a', 'c']);
  });

  it('have the order of the server: what is written in an order is taken in that order', () => {
    const values = { a: ['1', '2'], b: ['3'] };
    expect(choicesOf({ source: { kind: 'entryDn', rdn: 'ou' } }, {}, 'cn=x,ou=b,ou=a')).toBeUndefined();
    expect(choicesOf({ attribute: 'm', source: { kind: 'dnValue' } }, { m: ['cn=b', 'cn=a'] })).toEqual(['b', 'a']);
    expect(choicesOf(expression('entry.a.map(x, "n" + x)'), values)).toEqual(['n1', 'n2']);
    expect(choicesOf(expression('size(entry.b) > 1 ? entry.b : entry.a'), values)).toEqual(['1', '2']);
    expect(choicesOf(expression('entry.b + entry.a'), values)).toBeUndefined();
    expect(choicesOf(expression('[entry.a[1], entry.a[0]]'), values)).toBeUndefined();
    expect(choicesOf(expression('size(entry.b) > 9 ? entry.b : entry.a + entry.b'), values)).toBeUndefined();
  });

  it('are not all that a row needs, or none of those that are too many', () => {
    expect(choicesOf({ attribute: 'x', multiple: { choose: 'smallest' } }, { x: ['b', 'a'] })).toBeUndefined();
    expect(choicesOf({ attribute: 'x', multiple: { choose: 'joined' } }, { x: ['b', 'a'] })).toBeUndefined();
    const x = Array.from({ length: 101 }, (_, index) => String(index));
    expect(choicesOf({ attribute: 'x' }, { x: x.slice(1) })).toHaveLength(100);
    expect(choicesOf({ attribute: 'x' }, { x })).toBeUndefined();
  });

  it('are the same in any order, and the written one is the first of them', () => {
    const shuffled = anyValues.chain((entry) =>
      fc.tuple(
        fc.constant(entry),
        fc.record(
          Object.fromEntries(
            Object.entries(entry).map(([name, values]) => [
              name,
              fc.shuffledSubarray(values, { minLength: values.length, maxLength: values.length }),
            ]),
          ),
        ),
      ),
    );
    fc.assert(
      fc.property(anyRow, shuffled, (row, [entry, other]) => {
        const [one, two] = [choicesOf(row, entry), choicesOf(row, other)];
        // A required field without a first valid value rejects the entry.
        expect(row.required || two?.toSorted()).toEqual(row.required || one?.toSorted());
        expect(one && valueOf(row, entry)).toBe(one?.[0]);
      }),
      { numRuns: 3_000 },
    );
  });
});
