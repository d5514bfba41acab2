import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { LANGUAGES } from './languages.js';

/** `i18n/` of the package: one folder per language, one file per namespace. */
export const LANGUAGE_FOLDER = fileURLToPath(new URL('../../../i18n', import.meta.url));

/** All texts: language, namespace, keys. */
export function languageResources(): Record<string, Record<string, object>> {
  return Object.fromEntries(LANGUAGES.map((language) => [language, namespacesOf(join(LANGUAGE_FOLDER, language))]));
}

function namespacesOf(folder: string): Record<string, object> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return Object.fromEntries(files.map((name) => [basename(name, '.json'), contentOf(join(folder, name))]));
}

function contentOf(path: string): object {
  return JSON.parse(readFileSync(path, 'utf8')) as object;
}
