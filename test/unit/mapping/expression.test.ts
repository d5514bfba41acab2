import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isAttributeDescription } from '../../../src/mapping/attribute-description.js';
import { compileExpression } from '../../../src/mapping/expression/expression.js';
import { attributesOf } from '../../../src/mapping/sources/sources.js';
import { aRow, valueOf } from './a-row.js';

const ADA = { givenname: ['Ada', 'Augusta'], sn: ['Lovelace'], 'cn;lang-de': ['Ada L.'], number: ['7'] };
const of = (text: string, attributes: Parameters<typeof valueOf>[1] = ADA, whenMissing?: 'problem') =>
  valueOf({ source: { kind: 'expression', text, whenMissing } }, attributes, 'uid=ada,dc=x');

describe('an expression', () => {
  it.each([
    ['entry.givenName[0].substring(0, 1) + entry.sn[0]', 'ALovelace'],
    ['entry["cn;lang-de"][0].lowerAscii()', 'ada l.'],
    ['size(entry.mail) > 0 ? entry.mail[0] : entry.sn[0] + "@corp.example"', 'Lovelace@corp.example'],
    ['entry.givenName.filter(n, n.startsWith("Au")).map(n, n + "!")', 'Augusta!'],
    ['entry.givenName.exists(n, n == "Ada")', 'true'],
    ['entry.givenName.join(" ")', 'Ada Augusta'],
    [
      'entry.givenName.filter(n, !(n in entry.sn)).map(n, n.size() > 3, n.lowerAscii() + "-" + dn).join(", ")',
      'augusta-uid=ada,dc=x',
    ],
    [
      'entry.sn.filter(s, dn.contains("=" + s) || s != "" && dn != s).map(s, size(s) > 9 ? s.substring(9) : s)',
      'Lovelace',
    ],
    ['dn.split(",")[0].substring(dn.lastIndexOf("=", 3) + 1)', 'ada'],
    ['int(entry.number[0]) + 1', '8'],
    ['dn', 'uid=ada,dc=x'],
    ['entry.sn[0].matchesPattern("^(L+o*)+v") ? "yes" : "no"', 'yes'],
    ['entry.sn[0].replacePattern("[aeiou]", "$&")', 'L$&v$&l$&c$&'],
    ['null', null],
    ['""', null],
    ['[" a ", "b"]', 'a'],
    ['timestamp("2026-11-29T11:37:49Z")', '2026-11-29T11:37:49.000Z'],
  ])('%s is %j', (text, result) => {
    expect(of(text)).toBe(result);
  });

  it('without an input has no value, or is a problem that names the attribute', () => {
    const text = 'entry.givenName[0] + "." + entry.mail[0] + "@corp.example"';
    expect(of(text)).toBeNull();
    expect(of(text, ADA, 'problem')).toMatchObject({ problem: 'VALUE_MISSING', params: { attribute: 'mail' } });
    expect(of(text, { ...ADA, mail: [' ', Uint8Array.of(0xff)] })).toBeNull();
  });

  it.each([
    'entry.mail.join("")',
    'entry.givenName[0] + "." + entry.mail.join("") + "@corp.example"',
    'entry.mail.map(m, m + entry.sn[0]).join("") + "@corp.example"',
    'entry.sn.map(s, s + entry.mail.join("")).join("")',
    'size(entry.mail.join("")) > 3 ? "long" : "short"',
    'true ? entry.mail.join("") + "x" : entry.sn[0]',
    '(entry.mail + entry.x).join("") + "@corp.example"',
    'size(entry.sn) > 0 ? entry.sn[0] + entry.mail.join("") : "x"',
  ])('is never filled in part: %s', (text) => {
    expect(of(text)).toBeNull();
    expect(of(text, ADA, 'problem')).toMatchObject({ problem: 'VALUE_MISSING', params: { attribute: 'mail' } });
  });

  it.each([
    ['size(entry.mail) == 0 ? "none" : entry.mail[0]', 'none'],
    ['entry.mail.size() > 0 ? "some" : "none" + entry.mail.join("")', 'none'],
    ['entry.mail.filter(m, m != "").size() > 0 ? "some" : "none"', 'none'],
    ['has(entry.mail) ? entry.mail[0] : "none"', 'none'],
    ['has(entry.sn) ? entry.sn[0] : "none"', 'Lovelace'],
    ['entry.mail == [] ? "none" : entry.mail[0]', 'none'],
    ['"x" in entry.mail ? "some" : "none"', 'none'],
    ['entry.mail.exists(m, m == "x") ? "some" : "none"', 'none'],
    ['(entry.mail + entry.sn)[0]', 'Lovelace'],
    ['(entry.mail + entry.sn).join("")', 'Lovelace'],
    ['size(entry.sn) > 0 ? entry.sn[0] : entry.mail[0]', 'Lovelace'],
  ])('says itself what happens without an input: %s', (text, result) => {
    expect(of(text)).toBe(result);
  });

  it('makes a text of a time', () => {
    expect(of('string(timestamp("2026-11-29T08:00:00Z")) + "!"')).toBe('2026-11-29T08:00:00.000Z!');
  });

  it('that is required and has no value names the attributes', () => {
    const row = { required: true, source: { kind: 'expression', text: 'entry.mail[0] + entry.mail[0]' } } as const;
    expect(valueOf(row, {})).toMatchObject({ problem: 'VALUE_MISSING', params: { attribute: 'mail' } });
  });

  it('fails with the place, and with the attribute only if that was read', () => {
    expect(of('true ? string(int(entry.sn[0])) : entry.mail[0]')).toMatchObject({
      problem: 'EXPRESSION_FAILED',
      params: { reason: 'a value that cannot be converted to int (character 15)' },
    });
    expect(compileExpression('dn +\n  sn')).toBe('Unknown variable: sn (character 8)');
    expect(compileExpression('dn + entry["a b"][0]')).toBe('not an attribute: a b (character 6)');
  });

  it.each([
    ['int(entry.sn[0])', 'cannot'],
    ['entry.givenName[9]', 'No such key'],
    ['{"a": 1}', 'not a text'],
  ])('that fails is a problem with the reason: %s', (text, reason) => {
    expect(of(text)).toMatchObject({
      problem: 'EXPRESSION_FAILED',
      params: { field: 'comment', reason: expect.stringMatching(new RegExp(reason, 'i')) as string },
    });
  });

  it.each([
    'bool(entry.x[0])',
    'duration(entry.x[0])',
    'timestamp(entry.x[0])',
    'string(int(entry.x[0]))',
    '{"a": "b"}[entry.x[0]]',
    'bytes(entry.x[0]).json().a',
    'timestamp(1).getHours(entry.x[0])',
    'dyn(entry.x[0]) + 1',
    'entry.x.map(v, bool(v))',
  ])('that fails shows no value: %s', (text) => {
    const result = of(text, { x: ['S3cret!'] });
    expect(result).toMatchObject({ problem: 'EXPRESSION_FAILED' });
    expect(JSON.stringify(result)).not.toMatch(/s3c/i);
  });

  it('reads the attributes that it names', () => {
    const text = 'entry.givenName[0] + entry["mail"].join() + (true ? entry.givenName[0] : entry.x[0])';
    expect(attributesOf(aRow({ source: { kind: 'expression', text } }))).toEqual(['givenName', 'mail', 'x']);
  });
});

describe('an expression is refused', () => {
  it.each([
    ['', 'unexpected'],
    ['entry.sn[', 'unexpected'],
    ['process', 'unknown variable'],
    ['entry.sn[0] + 1', 'no such overload'],
    ['size(entry)', 'entry must be followed'],
    ['entry[dn]', 'entry must be followed'],
    ['entry["no attribute"]', 'not an attribute'],
    ['entry.sn[0].matches("(a+)+$")', 'matchesPattern'],
    ['entry.sn[0].matchesPattern("(?=a)")', 'invalid'],
    ['entry.sn[0].matchesPattern(entry.x[0])', 'in quotes'],
    ['cel.bind(a, dn + dn, a + a)', 'bind'],
    ['entry.sn.map(a, entry.sn.map(b, b))', 'loop within a loop'],
    ['dn.split("").map(a, a)', 'must follow'],
    [`entry.cn.map(v, entry.cn)${'.map(v, v + v)'.repeat(14)}`, 'too large'],
    [`entry.cn.map(v, [v])${'.map(v, v + v)'.repeat(30)}`, 'too large'],
    [`entry.cn${'.map(v, v + v)'.repeat(25)}`, 'too large'],
    [`[dn]${'.map(v, [v, v].join())'.repeat(12)}`, 'too large'],
    [`[dn]${'.map(v, bytes(v).hex())'.repeat(12)}`, 'too large'],
    ['entry.cn.join(dn)', 'too large'],
    ['entry.cn.map(v, dn.lastIndexOf(v))', 'too large'],
    [`entry.cn.map(v, 0${' + timestamp(1).getHours("Asia/Tokyo")'.repeat(9)})`, 'too large'],
    ['entry.cn.map(v, dn.split("")).map(v, v + v)', 'too large'],
    [Array.from({ length: 200 }, () => 'dn').join('+'), 'limit|exceeded|maxDepth|nodes'],
  ])('%s', (text, reason) => {
    expect(compileExpression(text)).toEqual(expect.stringMatching(new RegExp(reason, 'i')));
  });

  it('that could take long for some entries is stopped at them', () => {
    const many = { x: Array.from({ length: 101 }, (_, index) => `v${index}`) };
    expect(of('entry.x.map(v, v)', many)).toMatchObject({ problem: 'EXPRESSION_FAILED' });
    expect(of('entry.x[0]', { x: ['a'.repeat(10_001)] })).toMatchObject({ problem: 'EXPRESSION_FAILED' });
    const growing = `size(entry.x[0].replacePattern("", "${'b'.repeat(400)}"))`;
    expect(of(growing, { x: ['a'.repeat(200)] })).toBe('80600');
    expect(of(growing, { x: ['a'.repeat(300)] })).toMatchObject({ problem: 'EXPRESSION_FAILED' });
    const searching = 'entry.x.map(v, v.replacePattern("(?:x[a-z]{0,200}){1,3}y|x", "z"))';
    expect(of(searching, { x: ['x'.repeat(20)] })).toBe('z'.repeat(20));
    const twenty = Array.from({ length: 20 }, (_, index) => `${'x'.repeat(30)}${index}`);
    expect(of(searching, { x: twenty })).toMatchObject({ problem: 'EXPRESSION_FAILED' });
    expect(of('entry.x[0].matchesPattern("[a-z]{900}$")', { x: ['x'.repeat(5_000)] })).toMatchObject({
      problem: 'EXPRESSION_FAILED',
    });
  });
});

it('any text either compiles or is refused with a reason, and never throws', () => {
  const token = fc.constantFrom(
    'entry',
    '.',
    'sn',
    '[',
    '0',
    ']',
    '(',
    ')',
    '"a"',
    '+',
    '?',
    ':',
    'map',
    ',',
    'v',
    'dn',
    '{',
    '}',
    ' ',
  );
  fc.assert(
    fc.property(fc.array(token, { maxLength: 12 }), (tokens) => {
      const compiled = compileExpression(tokens.join(''));
      const result = typeof compiled === 'string' ? compiled : compiled.evaluate([['a']], 'x');
      expect(result).toBeDefined();
    }),
    { numRuns: 2_000 },
  );
});

const inherited = Object.getOwnPropertyNames(Object.prototype).filter((name) => isAttributeDescription(name));
it.each(inherited)('an attribute may be named %s', (name) => {
  const attributes = { [name.toLowerCase()]: ['a value'] };
  const source = (text: string) => ({ source: { kind: 'expression', text } as const });
  expect(valueOf(source(`entry.${name}[0]`), attributes)).toBe('a value');
  expect(valueOf(source(`has(entry.${name}) ? "one" : "none"`), {})).toBe('none');
});
