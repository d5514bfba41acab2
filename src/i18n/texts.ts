import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { createInstance, type i18n } from 'i18next';

import { DEFAULT_LANGUAGE, LANGUAGE_FOLDER, LANGUAGES, type Language } from './languages.js';

/** Parameters of a text: URLs, DNs, limits. Never a secret. */
export type TextParameters = Readonly<Record<string, string | number>>;

/** Stands for a parameter that is not given, for example by an older version. */
const MISSING = '…';

const texts = createInstance({
  lng: DEFAULT_LANGUAGE,
  fallbackLng: DEFAULT_LANGUAGE,
  supportedLngs: [...LANGUAGES],
  initAsync: false,
  resources: {},
  interpolation: { escapeValue: false },
  // Without this, a missing parameter leaves its braces in the text.
  missingInterpolationHandler: () => MISSING,
});
void texts.init();

/**
 * The text of a key in a language, or in English if the language does not have it; undefined if there is no text.
 *
 * @param key `namespace:key.path`
 */
export function textIn(language: Language, key: string, params: TextParameters = {}): string | undefined {
  const loaded = loadLanguage(language);
  const options = optionsOf(language, params);
  return loaded.exists(key, options) ? loaded.t(key, options) : undefined;
}

/** Whether a text has parameters that are not given. */
export function lacksParameters(language: Language, key: string, params: TextParameters): boolean {
  const text = loadLanguage(language).t(key, { ...optionsOf(language, params), skipInterpolation: true });
  return [...text.matchAll(/\{\{\s*(\w+)/g)].some(([, name = '']) => params[name] === undefined);
}

/** The English text, for logs and for callers without a language; the key itself if there is no text. */
export function englishText(key: string, params: TextParameters = {}): string {
  return textIn(DEFAULT_LANGUAGE, key, params) ?? key;
}

/** The first of these numbers selects the plural form of a text. */
const COUNTED = ['count', 'seconds', 'length', 'limit'] as const;

/** Selects the general form of a text whose number is missing. */
const MANY = 2;

/** Formats all numbers for the language. */
function optionsOf(lng: Language, params: TextParameters) {
  const count = COUNTED.map((name) => params[name]).find((value) => typeof value === 'number');
  const numbers = new Intl.NumberFormat(lng);
  const formatted = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'number' ? numbers.format(value) : value,
  ]);
  return { lng, replace: Object.fromEntries(formatted), count: count ?? MANY };
}

/** Loads the files of the language and of English when they are first needed. */
function loadLanguage(language: Language): i18n {
  for (const each of new Set([language, DEFAULT_LANGUAGE])) {
    if (LANGUAGES.includes(each) && !texts.hasResourceBundle(each, 'errors')) loadFiles(each);
  }
  return texts;
}

function loadFiles(language: Language): void {
  const folder = path.join(LANGUAGE_FOLDER, language);
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const content = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as object;
    texts.addResourceBundle(language, path.basename(file, '.json'), content);
  }
}
