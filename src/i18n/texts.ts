import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { createInstance, type i18n } from 'i18next';

import { DEFAULT_LANGUAGE, LANGUAGE_FOLDER, LANGUAGES, type Language } from './languages.js';

/** Parameters of a text: URLs, DNs, limits. Never a secret. */
export type TextParameters = Readonly<Record<string, string | number>>;

const texts = createInstance({
  lng: DEFAULT_LANGUAGE,
  fallbackLng: DEFAULT_LANGUAGE,
  supportedLngs: [...LANGUAGES],
  initAsync: false,
  resources: {},
  interpolation: { escapeValue: false },
});
void texts.init();

/**
 * The text of a key in a language, or in English if the language does not have it; undefined if there is no text.
 *
 * @param key `namespace:key.path`
 */
export function textIn(language: Language, key: string, params: TextParameters = {}): string | undefined {
  const loaded = loadLanguage(language);
  return loaded.exists(key, { ...params, lng: language }) ? loaded.getFixedT(language)(key, params) : undefined;
}

/** The English text, for logs and for callers without a language; the key itself if there is no text. */
export function englishText(key: string, params: TextParameters = {}): string {
  return textIn(DEFAULT_LANGUAGE, key, params) ?? key;
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
