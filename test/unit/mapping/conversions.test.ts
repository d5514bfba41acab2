import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { RowConversion } from '../../../src/mapping/conversions/row-conversion.js';
import { textForm } from '../../../src/mapping/conversions/text-form.js';
import { valueOf } from './a-row.js';

const convert = (conversions: RowConversion | readonly RowConversion[], ...values: (string | Uint8Array)[]) =>
  valueOf({ attribute: 'x', conversions: [conversions].flat() }, { x: values });

const REFUSED = { problem: 'VALUE_NOT_CONVERTED' };
const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));

describe('a conversion', () => {
  it.each<[RowConversion, string | Uint8Array, string | null]>([
    [{ kind: 'lowerCase' }, 'ÅSA@EXAMPLE.org', 'åsa@example.org'],
    [{ kind: 'upperCase' }, 'straße', 'STRASSE'],
    [{ kind: 'titleCase' }, "ADA o'neill-SMITH", "Ada O'Neill-Smith"],
    [{ kind: 'titleCase' }, 'ADA’S élise 3RD', 'Ada’s Élise 3rd'],
    [{ kind: 'replace', pattern: '(?i)^smtp:' }, 'SMTP:ada@x', 'ada@x'],
    [{ kind: 'replace', pattern: '^([^@]+)@(.*)$', replacement: '$2/$1 ($&)' }, 'ada@x', 'x/ada (ada@x)'],
    [{ kind: 'replace', pattern: '[0-9]', replacement: '#' }, 'a1b2', 'a#b#'],
    [{ kind: 'replace', pattern: '.+', replacement: '' }, 'ada', null],
    [{ kind: 'replace', pattern: 'a', replacement: "$` $' $$ $9" }, 'bab', "b$` $' $ $9b"],
    [{ kind: 'split', separator: ';' }, 'a; b;', 'a'],
    [{ kind: 'split', separator: ';', part: 2 }, 'a; b;', 'b'],
    [{ kind: 'split', separator: '; ', part: -1 }, 'a; b', 'b'],
    [{ kind: 'split', separator: ';', part: 3 }, 'a;b', null],
    [{ kind: 'truncate', length: 3 }, 'abcd', 'abc'],
    [{ kind: 'truncate', length: 2 }, '😀😀😀', '😀😀'],
    [{ kind: 'truncate', length: 4 }, 'abcx\u0323\u0301', 'abc'],
    [{ kind: 'truncate', length: 3 }, 'a👩\u200D💻', 'a'],
    [{ kind: 'truncate', length: 2 }, '👩\u200D💻', '👩'],
    [{ kind: 'truncate', length: 3 }, 'x\u0323\u0301\u0302\u0303', 'x\u0323\u0301'],
    [{ kind: 'boolean' }, 'TRUE', 'true'],
    [{ kind: 'boolean', trueText: 'yes', falseText: 'no' }, '0', 'no'],
    [{ kind: 'boolean', falseText: '' }, 'False', null],
    [{ kind: 'bit', bit: 1 }, '514', 'true'],
    [{ kind: 'bit', bit: 1 }, '512', 'false'],
    [{ kind: 'bit', bit: 31 }, '-2147483646', 'true'],
    [{ kind: 'base64' }, bytes('ff00'), '/wA='],
    [{ kind: 'base64' }, 'å', 'w6U='],
    [{ kind: 'hex' }, bytes('ff00'), 'ff00'],
    [{ kind: 'sid' }, bytes('010500000000000515000000010000000200000003000000f4010000'), 'S-1-5-21-1-2-3-500'],
    [{ kind: 'sid' }, Buffer.from('0101000000000005120000'.padEnd(24, '0'), 'hex').toString(), 'S-1-5-18'],
    [{ kind: 'sid' }, bytes('010100010000000000000000'), 'S-1-0x000100000000-0'],
    [{ kind: 'sid' }, 'S-1-5-18', 'S-1-5-18'],
    [{ kind: 'date', from: 'generalizedTime' }, '20261129113749Z', '2026-11-29T11:37:49Z'],
    [{ kind: 'date', from: 'generalizedTime' }, '20261129113749.25+0130', '2026-11-29T10:07:49.250Z'],
    [{ kind: 'date', from: 'generalizedTime' }, '2026112911,5-01', '2026-11-29T12:30:00Z'],
    [{ kind: 'date', from: 'generalizedTime', to: 'date' }, '202611292330-0100', '2026-11-30'],
    [{ kind: 'date', from: 'generalizedTime' }, '20240229235960Z', '2024-03-01T00:00:00Z'],
    [{ kind: 'date', from: 'fileTime' }, '116444736010000000', '1970-01-01T00:00:01Z'],
    [{ kind: 'date', from: 'fileTime' }, '0', null],
    [{ kind: 'date', from: 'fileTime' }, '9223372036854775807', null],
    [{ kind: 'date', from: 'epochSeconds' }, '-1', '1969-12-31T23:59:59Z'],
    [{ kind: 'date', from: 'epochMilliseconds' }, '1', '1970-01-01T00:00:00.001Z'],
  ])('%j makes of %j %j', (conversion, value, result) => {
    expect(convert(conversion, value)).toEqual(result);
  });

  it.each<[RowConversion, string | Uint8Array]>([
    [{ kind: 'boolean' }, 'maybe'],
    [{ kind: 'bit', bit: 0 }, '1.5'],
    [{ kind: 'bit', bit: 0 }, '1'.repeat(20)],
    [{ kind: 'sid' }, bytes('0102000000000005120000000')],
    [{ kind: 'sid' }, 'S-1-x'],
    [{ kind: 'sid' }, bytes(`0110000000000005${'00000000'.repeat(16)}`)],
    [{ kind: 'date', from: 'generalizedTime' }, '20260230000000Z'],
    [{ kind: 'date', from: 'generalizedTime' }, '20261301000000Z'],
    [{ kind: 'date', from: 'generalizedTime' }, '20261129113749'],
    [{ kind: 'date', from: 'generalizedTime' }, '20261129250000Z'],
    [{ kind: 'date', from: 'epochSeconds' }, '1e9'],
    [{ kind: 'date', from: 'epochSeconds' }, '9'.repeat(19)],
    [{ kind: 'date', from: 'fileTime' }, '9223372036854775806'],
    [{ kind: 'replace', pattern: 'a' }, 'a'.repeat(10_001)],
    [{ kind: 'replace', pattern: 'a', replacement: 'b'.repeat(500) }, 'a'.repeat(1_000)],
    [{ kind: 'replace', pattern: String.raw`\(.*?\)|\(` }, '('.repeat(10_000)],
    [{ kind: 'replace', pattern: '(x.*y)|x' }, 'x'.repeat(10_000)],
    [{ kind: 'replace', pattern: '(?:x[a-z]{0,200}){1,3}y|x' }, 'x'.repeat(2_000)],
  ])('%j refuses %j', (conversion, value) => {
    expect(convert(conversion, value)).toMatchObject(REFUSED);
  });

  it('that refuses a value is a problem that names the step and shows the value of the directory', () => {
    expect(convert([{ kind: 'lowerCase' }, { kind: 'boolean' }], ' Maybe ')).toEqual({
      problem: 'VALUE_NOT_CONVERTED',
      params: { attribute: 'x', field: 'comment', step: 2 },
      value: ' Maybe ',
    });
  });

  it('of text leaves bytes, which are then not readable', () => {
    expect(convert({ kind: 'lowerCase' }, bytes('ff'))).toMatchObject({ problem: 'VALUE_UNREADABLE' });
  });
});

describe('conversions', () => {
  it('follow each other in the order of the row', () => {
    const split = { kind: 'split', separator: '@', part: 1 } as const;
    expect(convert([{ kind: 'upperCase' }, split, { kind: 'truncate', length: 2 }], 'ada@x')).toBe('AD');
    expect(
      convert(
        [
          { kind: 'truncate', length: 2 },
          { kind: 'replace', pattern: 'ada', replacement: 'b' },
        ],
        'ada',
      ),
    ).toBe('ad');
  });

  it('may make several values of one, of which the row then chooses', () => {
    const row = { attribute: 'x', conversions: [{ kind: 'split', separator: ',' }, { kind: 'upperCase' }] } as const;
    expect(valueOf({ ...row, multiple: { choose: 'joined', separator: '/' } }, { x: ['b,a', 'c'] })).toBe('A/B/C');
    expect(valueOf({ ...row, multiple: { choose: 'smallest' } }, { x: ['b,a'] })).toBe('A');
  });

  it('share the work of patterns among the parts of a value', () => {
    const pattern = '(?:x[a-z]{0,200}){1,3}y|x';
    const steps = [{ kind: 'split', separator: ';' } as const, { kind: 'replace', pattern } as const];
    const parts = (count: number) => Array.from({ length: count }, () => `${'x'.repeat(30)}!`).join(';');
    expect(convert(steps, parts(2))).toBe('!');
    expect(convert(steps, parts(20))).toMatchObject({ problem: 'VALUE_NOT_CONVERTED' });
  });

  it('come after the preference for a value, and before a default value', () => {
    const row = { attribute: 'x', conversions: [{ kind: 'replace', pattern: '(?i)smtp:' }] } as const;
    expect(valueOf({ ...row, multiple: { choose: 'preferred', pattern: '^SMTP:' } }, { x: ['smtp:a', 'SMTP:b'] })).toBe(
      'b',
    );
    expect(valueOf({ ...row, whenAbsent: 'default', defaultValue: 'smtp:c' }, { x: ['smtp:'] })).toBe('smtp:c');
  });
});

describe('the laws of the conversions', () => {
  const text = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
    .filter((each) => textForm(each) === each && each !== '');

  it.each(['lowerCase', 'upperCase', 'trim'] as const)('%s changes nothing the second time', (kind) => {
    fc.assert(
      fc.property(text, (value) => {
        expect(convert([{ kind }, { kind }], value)).toEqual(convert({ kind }, value));
      }),
    );
  });

  it('the parts between separators, joined again, are the text', () => {
    const parts = fc.array(fc.stringMatching(/^[a-z]{1,5}$/), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(parts, (words) => {
        const at = (part: number) => convert({ kind: 'split', separator: '; ', part }, words.join('; '));
        expect(words.map((_, index) => at(index + 1))).toEqual(words);
        expect(words.map((_, index) => at(index - words.length))).toEqual(words);
      }),
    );
  });

  it('a truncated text is a beginning of the text with no more characters than allowed', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 20 }), (value, length) => {
        const cut = convert({ kind: 'truncate', length }, value);
        const shown = typeof cut === 'string' ? cut : '';
        expect(value.startsWith(shown)).toBe(true);
        expect(Array.from(shown).length).toBeLessThanOrEqual(length);
        expect(shown === value).toBe(Array.from(value).length <= length);
      }),
    );
  });

  it('bytes come back from Base64 and hexadecimal digits', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (value) => {
        const given = Buffer.from(value);
        const decoded = given.equals(Buffer.from(given.toString())) ? given.toString() : value;
        expect(Buffer.from(convert({ kind: 'base64' }, decoded) as string, 'base64')).toEqual(given);
        expect(Buffer.from(convert({ kind: 'hex' }, decoded) as string, 'hex')).toEqual(given);
      }),
    );
  });

  it('the numbers of a SID come back from its text', () => {
    const parts = fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { maxLength: 15 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), parts, (authority, further) => {
        const value = Buffer.alloc(8 + 4 * further.length);
        value.set([1, further.length]);
        value.writeUIntBE(authority, 2, 6);
        for (const [index, part] of further.entries()) value.writeUInt32LE(part, 8 + 4 * index);
        expect(convert({ kind: 'sid' }, new Uint8Array(value))).toBe(['S', 1, authority, ...further].join('-'));
      }),
    );
  });

  it('the bits of a number make up the number', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (number) => {
        const bits = Array.from({ length: 64 }, (_, bit) => convert({ kind: 'bit', bit }, String(number)) === 'true');
        const sum = bits.reduce((total, isSet, bit) => total + (isSet ? 1n << BigInt(bit) : 0n), 0n);
        expect(BigInt.asIntN(64, sum)).toBe(number);
      }),
    );
  });

  it('a time is the same however the directory writes it', () => {
    const time = fc.date({
      min: new Date('1601-01-02T00:00:00Z'),
      max: new Date('9999-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(time, (date) => {
        const iso = date.toISOString();
        const generalized = iso.replaceAll(/[-:T]/g, '');
        const fileTime = String((BigInt(date.getTime()) + 11_644_473_600_000n) * 10_000n);
        const expected = iso.replace('.000Z', 'Z');
        expect(convert({ kind: 'date', from: 'generalizedTime' }, generalized)).toBe(expected);
        expect(convert({ kind: 'date', from: 'fileTime' }, fileTime)).toBe(expected);
        expect(convert({ kind: 'date', from: 'epochMilliseconds' }, String(date.getTime()))).toBe(expected);
      }),
    );
  });

  it('of a FILETIME loses what is less than a millisecond, also before 1601', () => {
    const digits = fc.bigInt({ min: -(10n ** 19n) + 1n, max: 10n ** 19n - 1n });
    fc.assert(
      fc.property(fc.oneof(digits, fc.bigInt({ min: -20_000n, max: 20_000n })), (intervals) => {
        const time = Number(intervals / 10_000n - 11_644_473_600_000n);
        const isKnown = time >= Date.parse('0000-01-01T00:00:00Z') && time <= Date.parse('9999-12-31T23:59:59.999Z');
        fc.pre(intervals !== 0n && intervals !== 9223372036854775807n && isKnown);
        const expected = new Date(time).toISOString().replace('.000Z', 'Z');
        expect(convert({ kind: 'date', from: 'fileTime' }, String(intervals))).toBe(expected);
      }),
    );
  });
});
