import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { prepareCandidates } from '../../../src/mapping/candidates.js';
import { compilePattern } from '../../../src/mapping/pattern.js';
import { aRow, valueOf } from './a-row.js';

const of = (
  multiple: NonNullable<Parameters<typeof valueOf>[0]['multiple']>,
  values: readonly (string | Uint8Array)[],
) => valueOf({ attribute: 'x', multiple }, { x: values });

describe('of several values', () => {
  it('the first one is written by default', () => {
    expect(valueOf({ attribute: 'x' }, { x: ['b', 'a'] })).toBe('b');
    expect(of({ choose: 'first' }, ['b', 'a'])).toBe('b');
  });

  it('the one that the pattern matches is preferred, else the first one', () => {
    const preferred = { choose: 'preferred', pattern: '^SMTP:' } as const;
    expect(of(preferred, ['smtp:b@x', 'X400:c', 'SMTP:a@x'])).toBe('SMTP:a@x');
    expect(of(preferred, ['smtp:b@x', 'X400:c'])).toBe('smtp:b@x');
    expect(of(preferred, [Uint8Array.of(0xff), 'SMTP:a@x'])).toBe('SMTP:a@x');
    const candidates = prepareCandidates(aRow({ attribute: 'x', multiple: preferred }));
    expect(candidates.of(['b', 'SMTP:a', 'c'])).toEqual(['SMTP:a', 'b', 'c']);
  });

  it('the smallest one is the smallest number, else the first in order', () => {
    expect(of({ choose: 'smallest' }, ['10', '9', 'a', '-1'])).toBe('-1');
    expect(of({ choose: 'smallest' }, ['b', 'a', 'B'])).toBe('B');
    expect(of({ choose: 'smallest' }, ['b'])).toBe('b');
  });

  it('the smallest one is not known if one cannot be used, which is a problem', () => {
    const notRead = { problem: 'VALUE_UNREADABLE' };
    expect(of({ choose: 'smallest' }, [Uint8Array.of(0xff), 'b'])).toMatchObject(notRead);
    const conversions = [{ kind: 'date', from: 'generalizedTime' }] as const;
    const row = { attribute: 'x', multiple: { choose: 'smallest' }, conversions } as const;
    expect(valueOf(row, { x: ['20261129113749Z', 'soon'] })).toMatchObject({
      problem: 'VALUE_NOT_CONVERTED',
      value: 'soon',
    });
    expect(valueOf(row, { x: ['20261129113749Z', '20251129113749Z'] })).toBe('2025-11-29T11:37:49Z');
  });

  it('all are joined in order, each once', () => {
    expect(of({ choose: 'joined' }, ['b', ' a', '10', '9', 'a'])).toBe('9, 10, a, b');
    expect(of({ choose: 'joined', separator: '' }, ['b', 'a'])).toBe('ab');
    expect(of({ choose: 'joined' }, ['a', 'a'])).toBe('a');
    expect(of({ choose: 'joined' }, [])).toBeNull();
  });

  it('all are joined, or none with a problem that names the value that cannot be used', () => {
    const row = {
      attribute: 'x',
      multiple: { choose: 'joined' },
      conversions: [{ kind: 'boolean', trueText: 'yes', falseText: 'no' }],
    } as const;
    expect(valueOf(row, { x: ['TRUE', 'FALSE'] })).toBe('no, yes');
    const notConverted = { problem: 'VALUE_NOT_CONVERTED', value: 'perhaps' };
    expect(valueOf(row, { x: ['TRUE', 'perhaps', 'FALSE'] })).toMatchObject(notConverted);
    expect(valueOf(row, { x: ['TRUE', 'perhaps'] })).toMatchObject(notConverted);
    expect(of({ choose: 'joined' }, ['a', Uint8Array.of(0xff), 'b'])).toMatchObject({ problem: 'VALUE_UNREADABLE' });
  });

  it('the order of the server makes no difference to the smallest and to all of them', () => {
    const value = fc.oneof(fc.string(), fc.integer().map(String), fc.uint8Array({ minLength: 1 }));
    const orders = fc
      .array(value)
      .chain((values) =>
        fc.tuple(
          fc.constant(values),
          fc.shuffledSubarray(values, { minLength: values.length, maxLength: values.length }),
        ),
      );
    fc.assert(
      fc.property(orders, fc.constantFrom('smallest', 'joined'), ([one, other], choose) => {
        const texts = (values: typeof one) => values.filter((each) => typeof each === 'string');
        expect(of({ choose }, texts(one))).toEqual(of({ choose }, texts(other)));
      }),
    );
  });
});

describe('a pattern', () => {
  it.each(['(a', '(?=a)', String.raw`(a)\1`, '((a{1,100}){1,100}){1,100}', '(a{1,30}){1,33}b'])(
    'that could take long or is malformed is refused: %s',
    (pattern) => {
      expect(compilePattern(pattern)).toEqual(expect.any(String));
    },
  );

  it('matches in linear time what would take an engine that backtracks for ever', () => {
    expect(of({ choose: 'preferred', pattern: '^(a+)+$' }, [`${'a'.repeat(5_000)}!`, 'aaa'])).toBe('aaa');
  });
});
