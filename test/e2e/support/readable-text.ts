import { expect } from 'vitest';

import { textsOf } from '../../unit/repository/words/text-files.js';
import type { RecordedApp } from './recorded-app.js';

const ENGLISH = [...textsOf('en')];
const EVERY_TEXT: Readonly<Record<string, string>> = {
  de: [...textsOf('de').values()].flat().join('\n'),
};

/** The published name of the process, in every language. */
const PUBLISHED = 'Synchronize active LDAP Users to Identity Manager';
/** An environment variable, which administrators have to know. */
const KNOWN: ReadonlySet<string> = new Set(['LDAP_ALLOWED_TARGETS']);

/** Keys of texts and paths of settings, without the positions in lists; also without `.title` and the like. */
const PATHS: ReadonlySet<string> = new Set(
  ENGLISH.flatMap(([key]) => {
    const [, path = ''] = key.split(':');
    return [key, path, path.replace(/\.\w+$/, '')].filter((name) => /[.:]/.test(name));
  }),
);
/** Codes of invalid values, and other names that no user should read. */
const NAMES: ReadonlySet<string> = new Set(
  ENGLISH.flatMap(([key]) => (/^(validation|host:fields)[:.]/.test(key) ? [key.replace(/^.*[:.]/, '')] : [])).filter(
    (name) => /[a-z][A-Z]/.test(name),
  ),
);
/** The longest part between parameters of each English text, unless it is a few words that other languages share. */
const ENGLISH_PARTS = ENGLISH.flatMap(([, texts]) => texts)
  .map((text) => text.split(/\{\{\w+\}\}/).toSorted((one, other) => other.length - one.length)[0] ?? '')
  .filter((part) => part.length > 14 && part !== PUBLISHED);

const isCode = (word: string) => /^[A-Z]{2,}(_[A-Z0-9]+)+$/.test(word) && !KNOWN.has(word);

/**
 * Expects text in the language of the page, without braces, keys, codes and paths, one main heading, and no script error.
 * Returns the text.
 */
export async function expectReadable(recorded: RecordedApp, state: string): Promise<string> {
  const { text, headings } = await recorded.read();
  const words = text.split(/[\s"'“”„«»(),;]+/).map((word) => word.replace(/[.:!?…]+$/, ''));
  const found = {
    braces: /\{\{|\}\}|i18n:|\bundefined\b|\bNaN\b|\[object/.exec(text)?.[0],
    names: words.filter((word) => isCode(word) || NAMES.has(word) || PATHS.has(word.replaceAll(/\.\d+(?=\.|$)/g, ''))),
    english: foreignIn(recorded.language, text),
    errors: recorded.scriptErrors,
  };
  const none = { braces: undefined, names: [], english: [], errors: [] };
  expect({ state, headings, ...found }).toEqual({ state, headings: 1, ...none });
  return text;
}

function foreignIn(language: string, text: string): readonly string[] {
  const own = EVERY_TEXT[language];
  return own === undefined ? [] : ENGLISH_PARTS.filter((part) => text.includes(part) && !own.includes(part));
}
