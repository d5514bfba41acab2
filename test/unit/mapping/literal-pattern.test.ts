import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { literalPattern } from '../../../src/mapping/literal-pattern.js';
import {
  compilePattern,
  isFound,
  type Pattern,
  replaceMatches,
  workForOneValue,
} from '../../../src/mapping/pattern.js';

const body = fc
  .array(fc.constantFrom('s', 'S', 'k', 'm', ':', ' ', '-', String.raw`\.`, String.raw`\$`, '_'), {
    minLength: 1,
    maxLength: 3,
  })
  .map((parts) => parts.join(''));
const pattern = fc
  .tuple(fc.constantFrom('', '(?i)'), fc.constantFrom('', '^'), body, fc.constantFrom('', '$'))
  .map((parts) => parts.join(''));
const set = fc
  .tuple(
    fc.constantFrom('[', '[^'),
    fc.array(
      fc.constantFrom(
        'a-m',
        '0-9',
        's',
        'k',
        ':',
        ' ',
        '$',
        String.raw`\-`,
        String.raw`\d`,
        '.',
        '|',
        '(',
        String.raw`\]`,
      ),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    fc.constantFrom(']', '-]', ']+'),
  )
  .map(([start, items, end]) => start + items.join('') + end);
const text = fc
  .array(fc.constantFrom('s', 'S', 'ſ', 'k', '\u212a', 'm', ':', ' ', '-', '.', '$', '_', '\n', 'é', '😀'), {
    maxLength: 6,
  })
  .map((parts) => parts.join(''));

it('a pattern that is a text makes the same as the engine', () => {
  fc.assert(
    fc.property(fc.oneof(pattern, set), text, fc.constantFrom('', 'x', 's'), (source, value, replacement) => {
      const compiled = compilePattern(source) as Pattern;
      const engine = { ...compiled, literal: undefined };
      expect(isFound(compiled, value, workForOneValue())).toBe(isFound(engine, value, workForOneValue()));
      const replaced = (by: Pattern) => replaceMatches(by, value, replacement, workForOneValue());
      expect(replaced(compiled)).toBe(replaced(engine));
    }),
    { numRuns: 5_000 },
  );
});

it.each(['^SMTP:', '(?i)^smtp:', ' Ltd$', String.raw`corp\.example`])('%s needs no engine', (source) => {
  expect(literalPattern(source)?.isFound('SMTP:ada@corp.example Ltd')).toBe(true);
});

it.each(['[^+0-9]', '[ ()/-]+', String.raw`[\[\]]`])('%s is a set of characters, which needs no engine', (source) => {
  expect(literalPattern(source)?.replaced('+4 (0)[7]/-8', '')).toBe(
    compilePattern(source) &&
      replaceMatches(
        { ...(compilePattern(source) as Pattern), literal: undefined },
        '+4 (0)[7]/-8',
        '',
        workForOneValue(),
      ),
  );
});

it.each([
  'a+',
  '.',
  '[a]b',
  '[a]+$',
  '[[:alpha:]]',
  String.raw`[\w]`,
  '[é]',
  '[a&&b]',
  '(a)',
  'a|b',
  String.raw`\d`,
  '(?i)a',
  '',
  '^',
  '^$',
])('%s needs the engine', (source) => {
  expect(literalPattern(source)).toBeUndefined();
});
