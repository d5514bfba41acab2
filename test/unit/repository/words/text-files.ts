import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { inRepository } from '../repository.js';

/** The texts of one language: by `namespace:key.path`, plural endings (`_one`, `_other`) left off. */
export function textsOf(language: string): Map<string, string[]> {
  const texts = new Map<string, string[]>();
  for (const file of readdirSync(inRepository('i18n', language))) {
    const namespace = path.basename(file, '.json');
    const content: unknown = JSON.parse(readFileSync(inRepository('i18n', language, file), 'utf8'));
    for (const [key, text] of leaves(content, '')) {
      const name = `${namespace}:${key.replace(/_(zero|one|two|few|many|other)$/, '')}`;
      texts.set(name, [...(texts.get(name) ?? []), text]);
    }
  }
  return texts;
}

/** The names in double braces, in order; of the text with the most, where there are plural forms. */
export function parametersOf(texts: readonly string[]): string {
  const all = texts.map((text) => [...new Set(text.match(/\{\{\s*\w+/g))].toSorted().join(' '));
  return all.toSorted((a, b) => b.length - a.length)[0] ?? '';
}

function* leaves(value: unknown, at: string): Generator<[string, string]> {
  if (typeof value === 'string') yield [at, value];
  else if (value && typeof value === 'object' && !Array.isArray(value)) {
    for (const [key, below] of Object.entries(value)) yield* leaves(below, at ? `${at}.${key}` : key);
  } else throw new Error(`${at} is neither a text nor a group of texts`);
}
