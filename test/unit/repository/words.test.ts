import { describe, expect, it } from 'vitest';

import { ERROR_CODES, PROBLEM_CODES } from '../../../src/contract/error-codes.js';
import { contentOf, filesBelow } from './repository.js';
import { type Literal, sourceLiterals } from './words/source-literals.js';
import { LANGUAGES } from '../../../src/i18n/languages.js';
import { parametersOf, textsOf } from './words/text-files.js';

const english = textsOf('en');
const { literals, decorators } = sourceLiterals();

/** Keys that are built from a code at run time: the code must occur in the source as a literal. */
const NAMED_BY_CODE =
  /^(?:(?:errors|problems|validation|check|fields):|proposal:notes\.|host:(?:errors|fields)\.|host:operatorErrors\.(?=[A-Z]))(\w+)/;

/** The namespace of keys that are written without one. */
const NAMESPACE_OF_FOLDER: readonly (readonly [string, string])[] = [
  ['src/cli/', 'cli'],
  ['src/host/web/', 'web'],
];

/** Read as properties of the file, in src/schedule/texts.ts. */
const READ_AS_PROPERTIES = new Set(['schedule:sentence', 'schedule:and', 'schedule:or']);

describe('the texts', () => {
  it.each(LANGUAGES.slice(1))('in "%s" have the same keys and parameters as in English', (language) => {
    const texts = textsOf(language);
    expect([...texts.keys()].toSorted()).toEqual([...english.keys()].toSorted());
    for (const [key, text] of english)
      expect(`${key} ${parametersOf(texts.get(key) ?? [])}`).toBe(`${key} ${parametersOf(text)}`);
  });

  it('are all used', () => {
    const words = new Set(literals.map(({ text }) => text));
    const isUsed = (key: string) => {
      if (READ_AS_PROPERTIES.has(key)) return true;
      const code = NAMED_BY_CODE.exec(key)?.[1];
      return code
        ? words.has(code) || decorators.has(capitalized(code))
        : literals.some((literal) => names(literal, key));
    };
    const manifest = filesBelow('manifest', ['.json'])
      .map((file) => contentOf(file))
      .join('\n');
    expect([...english.keys()].filter((key) => !isUsed(key) && !manifest.includes(`"i18n:${key}"`))).toEqual([]);
  });

  it('exist for each key that the source uses', () => {
    const asked = literals.filter(({ text, givenTo }) => givenTo === 't' || /^\^?i18n:\w/.test(sourceOf(text)));
    const missing = asked.filter((literal) => ![...english.keys()].some((key) => names(literal, key)));
    expect(missing.filter(beginsWithText).map(({ file, text }) => `${file}: ${text}`)).toEqual([]);
  });

  it('exist for each key that the manifest uses', () => {
    const asked = filesBelow('manifest', ['.json']).flatMap((file) => contentOf(file).match(/(?<="i18n:)[^"]+/g) ?? []);
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter((key) => !english.has(key))).toEqual([]);
  });

  it('describe every error, and every problem with its remedy', () => {
    expect(ERROR_CODES.filter((code) => !english.has(`errors:${code}`))).toEqual([]);
    const parts = PROBLEM_CODES.flatMap((code) => [
      `problems:${code}.title`,
      `problems:${code}.sentence`,
      `problems:${code}.remedy`,
    ]);
    expect(parts.filter((key) => !english.has(key))).toEqual([]);
  });

  it('exist for every code in the source', () => {
    const codes = new Set([...english.keys()].map((key) => NAMED_BY_CODE.exec(key)?.[1]));
    // The pages have their own codes for an unreachable host.
    const own = literals.filter(({ file }) => !file.startsWith('src/host/web/'));
    const written = own.filter(({ valueOf, givenTo }) => valueOf === 'code' || givenTo === 'says');
    expect(written.length).toBeGreaterThan(20);
    expect(written.filter(({ text }) => !codes.has(String(text))).map(({ file, text }) => `${file}: ${text}`)).toEqual(
      [],
    );
  });
});

/** Whether the literal is the key or a pattern that matches it. Without a namespace, the namespace of its folder applies. */
function names({ file, text }: Literal, key: string): boolean {
  const [namespace = '', plain = ''] = key.split(':');
  const own = NAMESPACE_OF_FOLDER.find(([folder]) => file.startsWith(folder))?.[1];
  const spellings = [key, `i18n:${key}`, ...(own === namespace ? [plain] : [])];
  if (typeof text === 'string') return spellings.includes(text);
  return beginsWithText({ text }) && spellings.some((spelling) => text.test(spelling));
}

/** A pattern that begins with a placeholder would match every key. */
function beginsWithText({ text }: Pick<Literal, 'text'>): boolean {
  return !sourceOf(text).startsWith('^.+');
}

function sourceOf(text: string | RegExp): string {
  return typeof text === 'string' ? text : text.source;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
