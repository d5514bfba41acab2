import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { LANGUAGES } from '../../../src/i18n/languages.js';
import { textIn } from '../../../src/i18n/texts.js';
import { inRepository } from '../repository/repository.js';

/** A number before a word that is not a unit symbol or a verb. Labels such as "Entries read: 1" need no plural form. */
const COUNTED = /\{\{(?:count|seconds|length|limit|total|shown|found)\}\}[ \u00A0](?!s\b|k[Bo]\b|sein\b)\p{L}/u;
const FORM = /_(zero|one|two|few|many|other)$/;

function leavesOf(language: string): [string, string][] {
  const leaves = (value: unknown, at: string): [string, string][] =>
    typeof value === 'string'
      ? [[at, value]]
      : Object.entries(value as object).flatMap(([key, below]) => leaves(below, at ? `${at}.${key}` : key));
  return readdirSync(inRepository('i18n', language)).flatMap((file) => {
    const content: unknown = JSON.parse(readFileSync(inRepository('i18n', language, file), 'utf8'));
    return leaves(content, '').map(([key, text]): [string, string] => [`${file.replace('.json', '')}:${key}`, text]);
  });
}

describe.each(LANGUAGES)('in "%s"', (language) => {
  const rules = new Intl.PluralRules(language);
  const leaves = leavesOf(language);
  const plural = leaves.filter(([key]) => FORM.test(key));
  const names = [...new Set(plural.map(([key]) => key.replace(FORM, '')))];

  it('each text with a number before a word has plural forms', () => {
    expect(leaves.filter(([key, text]) => COUNTED.test(text) && !FORM.test(key))).toEqual([]);
  });

  it('each text with plural forms has those of its language', () => {
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) {
      const forms = plural.filter(([key]) => key.replace(FORM, '') === name).map(([key]) => FORM.exec(key)?.[1]);
      expect({ name, forms: new Set(forms) }).toEqual({
        name,
        forms: new Set(rules.resolvedOptions().pluralCategories),
      });
    }
  });

  it.each([0, 1, 2, 5, 1000])('each of them is right for %i', (count) => {
    const number = new Intl.NumberFormat(language).format(count);
    for (const name of names) {
      const [, form = ''] = plural.find(([key]) => key === `${name}_${rules.select(count)}`) ?? [];
      const params = { count, seconds: count, length: count, limit: count, total: count };
      const expected = form
        .replaceAll(/\{\{(count|seconds|length|limit|total)\}\}/g, number)
        .replaceAll(/\{\{\w+\}\}/g, '…');
      expect(textIn(language, name, params)).toBe(expected);
    }
  });
});
