import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** `i18n/` of the package: one folder per language, one file per namespace. */
export const LANGUAGE_FOLDER = fileURLToPath(new URL('../../i18n/', import.meta.url));

/** An ISO 639-1 code. */
export type Language = string;

/** The available languages, from `i18n/languages.json`, with the default language first. */
export const LANGUAGES = JSON.parse(
  readFileSync(new URL('../../i18n/languages.json', import.meta.url), 'utf8'),
) as readonly [Language, ...Language[]];

export const [DEFAULT_LANGUAGE] = LANGUAGES;
