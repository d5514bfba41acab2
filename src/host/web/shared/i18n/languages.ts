import languages from '../../../../../i18n/languages.json';

/** An ISO 639-1 code. */
export type Language = string;
export const LANGUAGES: readonly Language[] = languages;

const STORED = 'identity-manager.language';

/** The language chosen earlier, else the first supported language of the browser, else English. */
export function preferredLanguage(): Language {
  const preferences = [localStorage.getItem(STORED), ...navigator.languages];
  return preferences.map((preference) => preference?.slice(0, 2)).find(isLanguage) ?? 'en';
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(STORED, language);
}

function isLanguage(text: string | undefined): text is Language {
  return text !== undefined && LANGUAGES.includes(text);
}
